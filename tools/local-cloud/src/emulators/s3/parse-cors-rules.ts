import type { CorsRule } from './cors-rule.ts';

/**
 * Reads the body of `PutBucketCors`, as the SDK writes it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html
 */
export function parseCorsRules(xml: string): CorsRule[] {
  return elements(xml, 'CORSRule').map((rule) => {
    const [maxAge] = elements(rule, 'MaxAgeSeconds');
    return {
      AllowedOrigins: elements(rule, 'AllowedOrigin'),
      AllowedMethods: elements(rule, 'AllowedMethod'),
      AllowedHeaders: elements(rule, 'AllowedHeader'),
      ExposedHeaders: elements(rule, 'ExposeHeader'),
      ...(maxAge !== undefined && { MaxAge: Number(maxAge) }),
    };
  });
}

function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, text = '']) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
}
