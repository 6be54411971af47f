import { FhirRouter } from '@medplum/fhir-router';
import express, { type Express } from 'express';
import { adminRoutes } from '../admin/routes.ts';
import { authenticate } from '../auth/authenticate.ts';
import { authRoutes } from '../auth/routes.ts';
import { binaryRoutes } from '../binary/routes.ts';
import { botRoutes } from '../bots/routes.ts';
import { safePath } from '../log.ts';
import { addOperations } from '../operations/routes.ts';
import { pageRoutes } from '../page/routes.ts';
import type { Services } from '../services.ts';
import { staticRoutes } from '../static/routes.ts';
import { socketRoutes } from '../subscriptions/websocket/routes.ts';
import { jobRoutes } from './async-routes.ts';
import { bodyParsers } from './body.ts';
import { capabilityStatement } from './capability.ts';
import { errorHandler, HttpError } from './errors.ts';
import { fhirHandler } from './fhir.ts';
import { guardGraphql } from './graphql.ts';
import { cors, securityHeaders } from './headers.ts';
import { serialize } from './serialize.ts';

/** The whole HTTP surface. Order matters: callers are known before their bodies are read. */
export function createApp(services: Services): Express {
  const { config, logger } = services;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  // The address of the caller, also behind a reverse proxy on this machine.
  app.set('trust proxy', 'loopback');

  app.use((req, res, next) => {
    const start = performance.now();
    res.on('finish', () => {
      const ms = Math.round(performance.now() - start);
      logger.debug(
        { method: req.method, path: safePath(req.originalUrl), status: res.statusCode, ms },
        'request',
      );
    });
    next();
  });
  app.use(securityHeaders, cors(config.allowedOrigins));

  app.use(pageRoutes(services));
  app.use(authRoutes(services));

  const router = new FhirRouter({ introspectionEnabled: false });
  guardGraphql(router);
  addOperations(router, services.baseUrl);
  const metadata = serialize(capabilityStatement(router, services.baseUrl()));
  app.get('/fhir/R4/metadata', (_req, res) => {
    res.type('application/fhir+json').send(metadata);
  });

  const signedIn = authenticate(services);
  app.use('/admin', signedIn, adminRoutes(services));
  app.use('/fhir/R4', signedIn, (req, _res, next) => {
    // MedplumClient may encode the dollar of operations.
    const [path = '', ...query] = req.url.split('?');
    req.url = [path.replaceAll('%24', '$'), ...query].join('?');
    next();
  });
  app.use('/fhir/R4', binaryRoutes(services), socketRoutes(services), jobRoutes(services));
  app.use('/fhir/R4', bodyParsers(config.maxJsonBytes), botRoutes(services), fhirHandler(services, router));

  if (config.staticDir) {
    app.use(staticRoutes(config.staticDir));
  }
  app.use(() => {
    throw new HttpError(404, 'not-found', 'Adresse inconnue');
  });
  app.use(errorHandler(logger));
  return app;
}
