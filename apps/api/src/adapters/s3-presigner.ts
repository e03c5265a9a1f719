import { IMPORT_URL_SECONDS } from '@async-catalog/product-schema';
import { type GetObjectCommand, S3Client, type UploadPartCommand } from '@aws-sdk/client-s3';

type Command = GetObjectCommand | UploadPartCommand;

/** Presigns a request, for which its holder then needs no permission of his own. */
export type Presign = (command: Command) => Promise<string>;

/**
 * Creates a function that presigns requests for an hour. On Lambda, S3 refuses a URL once the role's session
 * has ended, which can be earlier, and Lambda doesn't tell when: whoever gets a 403 has to ask for another
 * URL. https://repost.aws/knowledge-center/presigned-url-s3-bucket-expiration
 */
export function createPresigner(s3: S3Client): Presign {
  let signing: S3Client | undefined;
  return async (command) => {
    // Loaded only now: most instances never presign anything.
    const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
    // By default the SDK signs the checksum of an empty body, and S3 then refuses every other one.
    signing ??= new S3Client({
      region: s3.config.region,
      credentials: s3.config.credentials,
      forcePathStyle: s3.config.forcePathStyle,
      ...(s3.config.endpoint && { endpoint: s3.config.endpoint }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return await getSignedUrl(signing, command as GetObjectCommand, { expiresIn: IMPORT_URL_SECONDS });
  };
}
