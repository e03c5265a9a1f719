/** Moves the focus to the content, where what had it goes away: the next Tab goes on from its beginning. */
export function focusMain(): void {
  document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
}
