import { issuerUrl } from '@async-catalog/env';
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import { ANONYMOUS } from '../app-env.ts';
import type { Access, Authenticate } from '../core/ports.ts';
import { dependencyUnavailable, ProblemError } from '../core/problem-error.ts';
import type { Check } from '../core/readiness.ts';
import { BackingOffError, createIssuerFetch, type IssuerFetch } from './issuer-fetch.ts';

export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** Where its keys are; found by OpenID Connect Discovery when it isn't given. */
  readonly jwksUrl: string | undefined;
}

/** Asymmetric ones only: with a symmetric one, or none, whoever knows the public key could sign. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256'];

/**
 * An access token says that it is one (RFC 9068 section 2.1), or no more than that it is a JWT, or nothing: most issuers' don't.
 * Any other type is a token for something else, such as `logout+jwt`, from the same keys (RFC 8725 section 3.11).
 */
const TYPES: ReadonlySet<string> = new Set(['at+jwt', 'application/at+jwt', 'jwt', 'application/jwt']);

const CLOCK_TOLERANCE_SECONDS = 30;
const FETCH_TIMEOUT_MS = 3000;

/** What one of these errors says is wrong is the token; any other is that the issuer's keys could not be had. */
const TOKEN_ERRORS = [
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSMultipleMatchingKeys,
  errors.JWKSNoMatchingKey,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
];

export function createJoseAuthenticator(issuer: TokenIssuer): { authenticate: Authenticate; check: Check } {
  const fetchDocument = createIssuerFetch();
  let found: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;

  function keySet(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    found ??= jwksUrlOf(issuer, fetchDocument)
      // Keys are kept for 10 minutes, and fetched anew for a key that isn't among them, every 30 seconds at most.
      .then((url) =>
        createRemoteJWKSet(new URL(url), {
          timeoutDuration: FETCH_TIMEOUT_MS,
          [customFetch]: async (address, init) => Response.json(await fetchDocument(address, JwkSet, init)),
        }),
      )
      .catch((error: unknown) => {
        found = undefined;
        throw error;
      });
    return found;
  }

  return {
    async authenticate(token) {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, await keySet(), {
          issuer: issuer.issuer,
          audience: issuer.audience,
          algorithms: ALGORITHMS,
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          requiredClaims: ['sub', 'exp'],
        });
        const { typ = 'JWT' } = protectedHeader;
        if (!TYPES.has(typ.toLowerCase())) {
          throw new errors.JWTInvalid('not an access token by its type');
        }
        return accessOf(payload);
      } catch (error) {
        if (TOKEN_ERRORS.some((TokenError) => error instanceof TokenError)) {
          throw invalidToken(error);
        }
        // Its cause would be logged, once for each token.
        const cause = error instanceof BackingOffError ? undefined : error;
        throw dependencyUnavailable('The access token can’t be checked now; ask again.', cause);
      }
    },

    async check() {
      const keys = await keySet();
      if (!keys.fresh) {
        await keys.reload();
      }
    },
  };
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
async function jwksUrlOf({ issuer, jwksUrl }: TokenIssuer, fetchDocument: IssuerFetch): Promise<string> {
  if (jwksUrl !== undefined) {
    return jwksUrl;
  }
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const Metadata = z.object({ issuer: z.literal(issuer), jwks_uri: issuerUrl });
  const { jwks_uri: found } = await fetchDocument(url, Metadata, {
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  return found;
}

/** https://www.rfc-editor.org/rfc/rfc7517#section-5: what the keys are is for `jose` to see. */
const JwkSet = z.object({ keys: z.array(z.looseObject({})) });

/** `scope` is RFC 8693's, a list parted by spaces; some issuers put an array or such a list into `scp`. */
const Claims = z.object({
  sub: z.string().min(1),
  /** A finite one: JSON has numbers such as 1e400, by which a token would never expire. */
  exp: z.number(),
  scope: z.string().default(''),
  scp: z.union([z.string(), z.array(z.string())]).default([]),
});

function accessOf(payload: JWTPayload): Access {
  const claims = Claims.safeParse(payload);
  if (!claims.success) {
    throw new errors.JWTInvalid('claims of the wrong type');
  }
  const { sub, scope, scp } = claims.data;
  // Submissions that were made while the service was open belong to this name: a subject of that name would read them all.
  if (sub === ANONYMOUS) {
    throw new errors.JWTInvalid(`the subject ${ANONYMOUS} is reserved`);
  }
  return { caller: sub, scopes: new Set([scope, scp].flat().flatMap((list) => list.split(' '))) };
}

function invalidToken(error: unknown): ProblemError {
  const detail =
    error instanceof errors.JWTExpired
      ? 'The access token is expired; get a new one.'
      : 'The access token is not valid here; get one from this service’s issuer, for this audience.';
  return new ProblemError('UNAUTHENTICATED', detail, {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    cause: error,
  });
}
