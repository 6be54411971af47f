import { Router } from 'express';
import type { Services } from '../services.ts';

export function pageRoutes(_services: Services): Router {
  const router = Router();
  router.get('/healthcheck', (_req, res) => {
    res.json({ ok: true });
  });
  return router;
}
