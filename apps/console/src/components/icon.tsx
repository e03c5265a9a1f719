/** Paths of the icons, in a square of 24 by 24. */
const PATHS = {
  now: 'M3 12h4l3-8 4 16 3-8h4',
  import: 'M12 3v12m0 0-4-4m4 4 4-4M4 17v3h16v-3',
  submissions: 'M4 6h16M4 12h16M4 18h10',
  products: 'M12 3 4 7v10l8 4 8-4V7l-8-4Zm0 18V11m0 0L4 7m8 4 8-4',
  'dead-letters': 'M3 6h18v13H3zM3 7l9 7 9-7',
  reference: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3V4Zm4 4h6M9 12h6',
  'break-it': 'M13 2 5 14h6l-1 8 8-12h-6l1-8Z',
  menu: 'M4 6h16M4 12h16M4 18h16',
  warning: 'M12 3 2 20h20L12 3Zm0 6v5m0 3v.5',
  check: 'm5 13 4 4L19 7',
  copy: 'M8 8V4h12v12h-4M4 8h12v12H4z',
  close: 'M6 6l12 12M18 6 6 18',
} as const;

export type IconName = keyof typeof PATHS;

/** Shows a decorative icon; the text beside it says what it means. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
