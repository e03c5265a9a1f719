export const FONT = 'font-family="system-ui, sans-serif"';

/** Colours that colour-blind people can distinguish, on white and on black (Okabe and Ito). */
export const SERIES_COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'] as const;
export const OURS = SERIES_COLOURS[0];
export const PEER = '#8a919c';
const INK = '#6b7280';
const RULE = '#9ca3af55';

export interface TextOptions {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
  readonly weight?: 'normal' | 'bold';
  readonly fill?: string;
}

export function text(x: number, y: number, content: string, options: TextOptions = {}): string {
  const { anchor = 'start', size = 12, weight = 'normal', fill = INK } = options;
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escapeXml(content)}</text>`;
}

export function rule(x1: number, y1: number, x2: number, y2: number, colour: string = RULE): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${colour}"/>`;
}

/** Draws a picture for any background. Screen readers read its `title`. */
export function svg(width: number, height: number, title: string, shapes: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${round(height)}" width="${width}" height="${round(height)}" role="img" ${FONT}>`,
    `<title>${escapeXml(title)}</title>`,
    text(12, 24, title, { size: 15, weight: 'bold' }),
    ...shapes,
    '</svg>\n',
  ].join('\n');
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
