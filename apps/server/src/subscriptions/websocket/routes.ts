import { badRequest, OperationOutcomeError } from '@medplum/core';
import type { Parameters, Subscription } from '@medplum/fhirtypes';
import { Router } from 'express';
import { hasFeature } from '../../context.ts';
import { callerOf, type Services } from '../../services.ts';

/**
 * `Subscription/:id/$get-ws-binding-token`: what a client sends on its socket to listen to a subscription. It
 * listens with the rights of who asked, whoever wrote the subscription.
 */
export function socketRoutes(services: Services): Router {
  const router = Router();
  router.get('/Subscription/:id/$get-ws-binding-token', async (req, res) => {
    const { context, principal, token: access } = callerOf(res);
    if (!hasFeature(context, 'websocket-subscriptions')) {
      throw new OperationOutcomeError(
        badRequest('Les abonnements par websocket ne sont pas activés dans ce projet'),
      );
    }
    const repo = services.store.repo(context);
    const subscription = await repo.readResource<Subscription>('Subscription', String(req.params.id));
    if (subscription.channel?.type !== 'websocket') {
      throw new OperationOutcomeError(
        badRequest('Cet abonnement n’est pas de type websocket', 'Subscription.channel.type'),
      );
    }
    const binding = {
      subscriptionId: subscription.id,
      projectId: context.projectId,
      membershipId: principal.membership.id,
      loginId: access?.login_id,
      scope: access?.scope,
    };
    const { token, expires } = services.sockets.bindings.issue(binding, Date.now());
    const parameters: Parameters = {
      resourceType: 'Parameters',
      parameter: [
        { name: 'token', valueString: token },
        { name: 'expiration', valueDateTime: new Date(expires).toISOString() },
        { name: 'websocket-url', valueUrl: services.sockets.url },
      ],
    };
    res.type('application/fhir+json').send(JSON.stringify(parameters));
  });
  return router;
}
