import type { buildApp } from 'fauxqs';

/**
 * Leaves the bodies of S3's requests as they are, though their content type is that of a form, which `curl -d` sends. fauxqs parses every form as
 * SNS's.
 */
export function keepFormBodies(app: ReturnType<typeof buildApp>): void {
  const type = 'application/x-www-form-urlencoded';
  app.removeContentTypeParser(type);
  app.addContentTypeParser(type, { parseAs: 'buffer' }, (request, body, done) => {
    const isS3 = (request.params as { readonly bucket?: string }).bucket !== undefined;
    done(null, isS3 ? body : Object.fromEntries(new URLSearchParams(body.toString())));
  });
}
