import { z } from 'zod';

const commaList = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== ''),
);

/** Origins of web pages, such as `https://shop.example`, with commas between them. `*` is none. */
export const origins = commaList.refine(
  (list) => list.every(isOrigin),
  'set origins such as https://shop.example, without a path, with commas between them',
);

/** Host names without a port, with commas between them. */
export const hostNames = commaList.refine(
  (list) => list.every((name) => URL.parse(`http://${name}`)?.hostname === name),
  'set host names such as host.docker.internal, without a port, with commas between them',
);

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.parse(text)?.origin === text;
}
