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
  OperationOutcome,
  PlanDefinition,
  Reference,
  Resource,
} from '@medplum/fhirtypes';
import { type Assembled, assemble } from '../shared/assemble.ts';
import { create, readBatch, transaction, update } from '../shared/batch.ts';
import { BotError, conflict, outcomeOf, refused } from '../shared/operation-outcome.ts';
import { ParametersReader } from '../shared/parameters.ts';
import { assertEntriesSeen } from './entries.ts';
import { activated, earlierQuorum, evaluate, provenance, ruleUrl } from './sign.ts';
import { assertOwnSignature, signerOf } from './signer.ts';
import { assertStepUp, type Shown } from './step-up.ts';
import { askedFiche, sameContent, veto } from './veto.ts';

/**
 * `sign-frcp`: validates a fiche (docs/model.md, "Signing and issuing").
 *
 * Trigger: `Bot/$execute` with Parameters {composition, attester, time, stepUp, series*, entry*}; `time` is now when
 * absent. `stepUp` is the proof of docs/adr/0009-step-up.md, for this version of the fiche or for the `series` it
 * is in (0010); `entry` the version of each of its entries that was read (entries.ts). All the crossing rules are
 * checked together; then one transaction sets the Composition final or amended, writes the quorum evaluated anew and
 * the Provenance. Signing again by the same person returns the signed fiche and writes nothing. A person signs in its
 * own name only.
 *
 * Also asked, before it is written or deleted, about any fiche that is or becomes signed (pre-commit subscriptions):
 * refused to every other hand, since signing is the only way (veto.ts).
 *
 * @returns the signed Composition.
 * @throws BotError with every reason in French, and nothing written.
 */
export async function handler(
  medplum: MedplumClient,
  event: Pick<BotEvent, 'input'> & Partial<Pick<BotEvent, 'bot' | 'requester' | 'secrets' | 'headers'>>,
): Promise<Composition> {
  if (askedFiche(event.input)) {
    return veto(medplum, event);
  }
  const parameters = new ParametersReader(event.input);
  const { id } = parameters.reference('composition', 'Composition');
  const { reference } = parameters.reference('attester', 'PractitionerRole');
  const attester = { reference };
  const now = new Date().toISOString();
  const time = parameters.dateTime('time') ?? now;
  const shown: Shown = { stepUp: parameters.string('stepUp'), series: parameters.strings('series') };

  const setting = event.secrets?.DCC_STEP_UP?.valueString;
  const entries = parameters.strings('entry');
  const request: Request = { id, attester, time, now, shown, entries, setting, requester: event.requester };
  for (let left = TRIES; ; left--) {
    try {
      return await sign(medplum, request);
    } catch (error) {
      // Somebody shares the record meanwhile (share-record), a resource at a time: what is signed is the same.
      if (left <= 1 || !isPassing(error)) throw error;
    }
  }
}

/** Times a signature is tried while others write beside it. */
const TRIES = 4;

/** What was asked, once read. */
interface Request {
  id: string;
  attester: { reference: string };
  time: string;
  now: string;
  shown: Shown;
  /** Versioned references of the entries that were read. */
  entries: readonly string[];
  setting: string | undefined;
  requester: Reference | undefined;
}

/** Reads, checks and writes, once. */
async function sign(medplum: MedplumClient, request: Request): Promise<Composition> {
  const { id, attester, time, now, shown, entries, setting, requester } = request;
  const assembled = await assemble(medplum, id, [attester]);
  if (isSignedBy(assembled.composition, attester)) {
    return assembled.composition;
  }
  const resolve = resolver(assembled.bundle);
  assertOwnSignature(requester, attester, resolve);
  const prepared = signable(assembled.composition);
  if (prepared.length > 0) {
    throw refused('La fiche ne peut pas être signée :', prepared);
  }
  const { factor, codeAt } = await assertStepUp(
    medplum,
    shown,
    assembled.composition,
    signerOf(attester, resolve),
    setting,
  );
  try {
    await assertEntriesSeen(medplum, readRecord(assembled.bundle)!, { entries, codeAt });
  } catch (error) {
    // Her own signature, from another window, changes the plan: read after the fiche, it tells of an act already done.
    const stored = await medplum.readResource('Composition', id, { cache: 'reload' });
    if (isSignedBy(stored, attester)) return stored;
    throw error;
  }
  const { writes, reasons } = await prepare(medplum, assembled, { attester, time, now, factor });
  if (reasons.length > 0) {
    throw refused('La fiche ne peut pas être signée :', reasons);
  }
  return commit(medplum, writes, assembled.composition, attester);
}

/** A write lost to another: the version it was meant for is no longer the last. */
function isPassing(error: unknown): boolean {
  const outcome = outcomeOf(error);
  // Its own conflicts are for the person who signs: what she re-read is no longer what is stored.
  return outcome !== undefined && !(error instanceof BotError) && isPreconditionFailed(outcome);
}

/** As Medplum names a 412: by id on the server, by code once it came through a transaction. */
function isPreconditionFailed({ id, issue }: OperationOutcome): boolean {
  return id === 'precondition-failed' || issue.some(({ code }) => code === 'conflict');
}

interface Prepared {
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
  writes: Prepared['writes'],
  before: Composition,
  attester: Reference,
): Promise<Composition> {
  const name = before.id!;
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
    if (!sameContent(stored, before)) {
      throw conflict('La fiche a été modifiée pendant la signature : relisez-la, puis signez de nouveau.');
    }
    throw error;
  }
}
