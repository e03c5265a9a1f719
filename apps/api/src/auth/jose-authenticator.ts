import { MAX_CALLER_LENGTH, QuotaClaims } from '@async-catalog/caller-limits';
import { issuerUrl } from '@async-catalog/env';
import { ANONYMOUS, EVERYBODY, dependencyUnavailable, ProblemError } from '@async-catalog/http-contract';
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import type { HealthCheck } from '../adapters/health-checks.ts';
import type { Access, Authenticate } from './authenticate.ts';
import { BackingOffError, createIssuerFetch, type IssuerFetch } from './issuer-fetch.ts';

export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** URL of the issuer's keys; by default found through OpenID Connect Discovery. */
  readonly jwksUrl: string | undefined;
}

/** Asymmetric algorithms only: with a symmetric one, anybody who knows the public key could sign. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256'];

/**
 * Types of access tokens (RFC 9068 section 2.1). Most issuers write `JWT` or nothing; any other type, such as
 * `logout+jwt`, is a token for something else, signed with the same keys (RFC 8725 section 3.11).
 */
const TYPES: ReadonlySet<string> = new Set(['at+jwt', 'application/at+jwt', 'jwt', 'application/jwt']);

const CLOCK_TOLERANCE_SECONDS = 30;
const FETCH_TIMEOUT_MS = 3000;

/** Errors that mean a bad token. After any other error, the issuer's keys are unavailable. */
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

export function createJoseAuthenticator(issuer: TokenIssuer): {
  authenticate: Authenticate;
  check: HealthCheck;
} {
  const fetchDocument = createIssuerFetch();
  let found: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;

  function keySet(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    found ??= findJwksUrl(issuer, fetchDocument)
      // Keys are cached for 10 minutes. An unknown key makes it fetch them again, at most every 30 seconds.
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
        return toAccess(payload);
      } catch (error) {
        if (TOKEN_ERRORS.some((TokenError) => error instanceof TokenError)) {
          throw invalidToken(error);
        }
        // A cause would be logged for each token.
        const cause = error instanceof BackingOffError ? undefined : error;
        throw dependencyUnavailable('The access token can’t be checked right now. Try again.', cause);
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
async function findJwksUrl({ issuer, jwksUrl }: TokenIssuer, fetchDocument: IssuerFetch): Promise<string> {
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

/** https://www.rfc-editor.org/rfc/rfc7517#section-5. `jose` checks the keys. */
const JwkSet = z.object({ keys: z.array(z.looseObject({})) });

/** `scope` is a list separated by spaces (RFC 8693); some issuers use `scp`, an array or such a list. */
const Claims = QuotaClaims.extend({
  sub: z.string().min(1).max(MAX_CALLER_LENGTH),
  /** Must be finite: with 1e400, which is valid JSON, a token would never expire. */
  exp: z.number(),
  scope: z.string().default(''),
  scp: z.union([z.string(), z.array(z.string())]).default([]),
});

function toAccess(payload: JWTPayload): Access {
  const claims = Claims.safeParse(payload);
  if (!claims.success) {
    throw new errors.JWTInvalid(`wrong claims: ${z.prettifyError(claims.error)}`);
  }
  const { sub, scope, scp, exp: _exp, ...limits } = claims.data;
  // Submissions made while the service was open belong to the one name: such a subject could read them all. The other stands for everybody in lists.
  if (sub === ANONYMOUS || sub === EVERYBODY) {
    throw new errors.JWTInvalid(`the subject ${sub} is reserved`);
  }
  return { caller: sub, scopes: new Set([scope, scp].flat().flatMap((list) => list.split(' '))), limits };
}

function invalidToken(error: unknown): ProblemError {
  const detail =
    error instanceof errors.JWTExpired
      ? 'The access token has expired. Get a new one.'
      : 'The access token is not valid for this service. Get one from its issuer, for its audience.';
  return new ProblemError('UNAUTHENTICATED', detail, {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    cause: error,
  });
}
