/** Lets the browser save something as a file. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Only once the download has begun, which no event tells.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
