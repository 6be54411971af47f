import { randomUUID } from 'node:crypto';
import {
  crossingRules,
  isSignedBy,
  type Refusal,
  readRecord,
  resolver,
  signable,
  signed,
  withQuorum,
} from '@dcc/rules';
import type { BotEvent, MedplumClient } from '@medplum/core';
import type {
  Bundle,
  Composition,
  Observation,
  PlanDefinition,
  Reference,
  Resource,
} from '@medplum/fhirtypes';
import { type Assembled, assemble } from '../shared/assemble.ts';
import { create, readBatch, transaction, update } from '../shared/batch.ts';
import { conflict, refused } from '../shared/operation-outcome.ts';
import { ParametersReader } from '../shared/parameters.ts';
import { activated, earlierQuorum, evaluate, provenance, ruleUrl } from './sign.ts';
import { assertOwnSignature, signerOf } from './signer.ts';
import { assertStepUp, type Shown } from './step-up.ts';

/**
 * `sign-frcp`: validates a fiche (docs/model.md, "Signing and issuing").
 *
 * Trigger: `Bot/$execute` with Parameters {composition, attester, time, stepUp, series*}; `time` is now when
 * absent. `stepUp` is the proof of docs/adr/0009-step-up.md, for this version of the fiche or for the `series` it
 * is in (0010). All the crossing rules are checked together; then one transaction sets the Composition final or
 * amended, writes the quorum evaluated anew and the Provenance. Signing again by the same person returns the
 * signed fiche and writes nothing. A person signs in its own name only.
 *
 * Also asked, before it is written, about any Composition that becomes signed by another hand (pre-commit
 * subscription): always refused, since signing is the only way.
 *
 * @returns the signed Composition.
 * @throws BotError with every reason in French, and nothing written.
 */
export async function handler(
  medplum: MedplumClient,
  event: Pick<BotEvent, 'input'> & Partial<Pick<BotEvent, 'bot' | 'requester' | 'secrets'>>,
): Promise<Composition> {
  if ((event.input as Resource | undefined)?.resourceType === 'Composition') {
    return refuseByHand(event);
  }
  const parameters = new ParametersReader(event.input);
  const { id } = parameters.reference('composition', 'Composition');
  const { reference } = parameters.reference('attester', 'PractitionerRole');
  const attester = { reference };
  const now = new Date().toISOString();
  const time = parameters.dateTime('time') ?? now;
  const shown: Shown = { stepUp: parameters.string('stepUp'), series: parameters.strings('series') };

  const assembled = await assemble(medplum, id, [attester]);
  if (isSignedBy(assembled.composition, attester)) {
    return assembled.composition;
  }
  const resolve = resolver(assembled.bundle);
  assertOwnSignature(event.requester, attester, resolve);
  const prepared = signable(assembled.composition);
  if (prepared.length > 0) {
    throw refused('La fiche ne peut pas être signée :', prepared);
  }
  const setting = event.secrets?.DCC_STEP_UP?.valueString;
  const factor = await assertStepUp(
    medplum,
    shown,
    assembled.composition,
    signerOf(attester, resolve),
    setting,
  );
  const { bundle, writes, reasons } = await prepare(medplum, assembled, { attester, time, now, factor });
  if (reasons.length > 0) {
    throw refused('La fiche ne peut pas être signée :', reasons);
  }
  return commit(medplum, bundle, writes, attester);
}

/** A server that asks this bot about its own writes too would never let it sign. */
function refuseByHand({ bot, input, requester }: Partial<BotEvent>): Composition {
  if (bot?.reference && requester?.reference === bot.reference) {
    return input as Composition;
  }
  throw conflict('Seule la signature rend une fiche définitive : elle se signe par le bot sign-frcp.');
}

interface Prepared {
  /** The document Bundle as it would be once signed. */
  bundle: Bundle;
  writes: Parameters<typeof transaction>[1];
  reasons: Refusal[];
}

async function prepare(
  medplum: MedplumClient,
  { bundle, composition }: Assembled,
  signature: { attester: Reference; time: string; now: string; factor: string },
): Promise<Prepared> {
  const record = readRecord(bundle)!;
  const replaced = composition.relatesTo?.find(({ code }) => code === 'replaces')?.targetReference?.reference;
  const url = ruleUrl(record);
  const rules = url ? `PlanDefinition?url=${encodeURIComponent(url)}&_count=1000` : undefined;
  const read = await readBatch(medplum, [...(rules ? [rules] : []), ...(replaced ? [replaced] : [])]);
  const others = read.flat();
  const plans = others.filter((one): one is PlanDefinition => one.resourceType === 'PlanDefinition');
  const previous = others.find((one): one is Composition => one.resourceType === 'Composition');

  const quorum = evaluate(record, plans);
  const earlier = earlierQuorum(record);
  const fullUrl = `urn:uuid:${randomUUID()}`;
  const name = { reference: quorum?.id ? `Observation/${quorum.id}` : fullUrl };
  const withSignature = signed(composition, signature);
  const candidate = quorum ? withQuorum(withSignature, name, earlier) : withSignature;
  const after = replaceEntries(bundle, candidate, quorum, name.reference);
  const targets = [{ reference: `Composition/${composition.id}` }, ...(quorum ? [name] : [])];
  const { attester, time, now, factor } = signature;
  const trace = provenance(composition, targets, attester, time, now, factor);
  return {
    bundle: after,
    reasons: crossingRules(after, { now, previous }),
    writes: [
      ...(quorum
        ? [quorum.id ? update(quorum) : create(withAccounts(quorum, composition), { fullUrl })]
        : []),
      create(trace),
      update(candidate),
      ...activated(record).map(update),
    ],
  };
}

/** The Bundle with the fiche and its quorum as they would be: the rules judge what will be written. */
function replaceEntries(
  bundle: Bundle,
  candidate: Composition,
  quorum: Observation | undefined,
  name: string,
): Bundle {
  const entry = (bundle.entry ?? []).map((one) => {
    const { resource } = one;
    if (resource?.resourceType === 'Composition') {
      return { ...one, resource: candidate };
    }
    return quorum?.id && resource?.id === quorum.id ? { ...one, resource: quorum } : one;
  });
  const added = quorum && !quorum.id ? [{ fullUrl: name, resource: quorum }] : [];
  return { ...bundle, entry: [...entry, ...added] };
}

function withAccounts(quorum: Observation, { meta }: Composition): Observation {
  return meta?.accounts ? { ...quorum, meta: { ...quorum.meta, accounts: meta.accounts } } : quorum;
}

/** Someone may have signed, or edited, between our reading and our writing: If-Match finds out. */
async function commit(
  medplum: MedplumClient,
  bundle: Bundle,
  writes: Prepared['writes'],
  attester: Reference,
): Promise<Composition> {
  const name = (bundle.entry![0]!.resource as Composition).id!;
  try {
    const response = await transaction(medplum, writes);
    const resources = (response.entry ?? []).map(({ resource }) => resource as Resource | undefined);
    const written = resources.find((one): one is Composition => one?.resourceType === 'Composition');
    return written ?? (await medplum.readResource('Composition', name, { cache: 'reload' }));
  } catch (error) {
    const stored = await medplum.readResource('Composition', name, { cache: 'reload' });
    if (isSignedBy(stored, attester)) {
      return stored;
    }
    const before = resolver(bundle)({ reference: `Composition/${name}` });
    if (stored.meta?.versionId !== before?.meta?.versionId) {
      throw conflict('La fiche a été modifiée pendant la signature : relisez-la, puis signez de nouveau.');
    }
    throw error;
  }
}
