import { Router } from 'express';
import type { Services } from '../services.ts';

/** `.well-known/*`: OpenID Connect Discovery 1.0 §3, RFC 7517, SMART App Launch 2.2 §7.2. */
export function discoveryRoutes(services: Services): Router {
  const router = Router();
  router.get('/.well-known/jwks.json', (_req, res) => {
    res.json(services.identity.keys.jwks());
  });
  router.get('/.well-known/openid-configuration', (_req, res) => {
    res.json({
      ...endpoints(services),
      userinfo_endpoint: `${services.baseUrl()}oauth2/userinfo`,
      end_session_endpoint: `${services.baseUrl()}oauth2/logout`,
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      claims_supported: ['sub', 'fhirUser', 'auth_time', 'amr', 'nonce'],
    });
  });
  router.get(
    ['/.well-known/smart-configuration', '/fhir/R4/.well-known/smart-configuration'],
    (_req, res) => {
      res.json({
        ...endpoints(services),
        capabilities: [
          'authorize-post',
          'permission-v1',
          'permission-v2',
          'client-public',
          'client-confidential-symmetric',
          'sso-openid-connect',
          'permission-offline',
          'permission-user',
        ],
      });
    },
  );
  return router;
}

function endpoints(services: Services): object {
  const base = services.baseUrl();
  return {
    issuer: base,
    jwks_uri: `${base}.well-known/jwks.json`,
    authorization_endpoint: `${base}oauth2/authorize`,
    token_endpoint: `${base}oauth2/token`,
    introspection_endpoint: `${base}oauth2/introspect`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    scopes_supported: [
      'openid',
      'profile',
      'email',
      'fhirUser',
      'offline_access',
      'user/*.cruds',
      'system/*.cruds',
    ],
    code_challenge_methods_supported: ['S256', 'plain'],
  };
}
