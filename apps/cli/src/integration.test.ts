import { handleWith } from '@dcc/bots/src/frcp-to-cda/handler.ts';
import { BOT_SYSTEM, DCC_CODES, documentIds } from '@dcc/fhir-profiles';
import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import { MedplumClient } from '@medplum/core';
import type { Composition, DocumentReference, Organization, Subscription, Task } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deploy, total } from './deploy/index.ts';
import { amendment, SIGNED_AT, type StoredRecord, sign, writeRecord } from './testing/record.ts';
import { type ServerProcess, startServerProcess } from './testing/server-process.ts';

let server: ServerProcess;
let medplum: MedplumClient;
beforeAll(async () => {
  server = await startServerProcess();
  medplum = await server.login();
  await deploy(medplum);
}, 120_000);
afterAll(() => server?.stop());

const ISSUER = { system: BOT_SYSTEM, value: 'frcp-to-cda' };
const fresh = { cache: 'reload' } as const;

async function documentsOf(fiche: Composition): Promise<DocumentReference[]> {
  const { setId } = documentIds(fiche.identifier!.value!, 1);
  const identifier = `urn:ietf:rfc:3986|urn:oid:${setId}`;
  return [
    ...(await medplum.searchResources('DocumentReference', { identifier, _sort: '_lastUpdated' }, fresh)),
  ];
}

async function until<T>(read: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 50_000;
  for (;;) {
    const found = await read();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error('Rien n’est arrivé en 50 s');
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const issued = (fiche: Composition, count: number) =>
  until(async () => {
    const documents = await documentsOf(fiche);
    return documents.length === count ? documents : undefined;
  });

const signRecord = ({ fiche, reference }: StoredRecord) =>
  sign(medplum, `Composition/${fiche.id}`, reference('role-oncologist'));

/** The subscription that hands signed fiches to frcp-to-cda. */
async function issuing(): Promise<Subscription & { id: string }> {
  const all = await medplum.searchResources('Subscription', '_count=100', fresh);
  return all.find(({ reason }) => reason === 'Une fiche RCP signée donne un document')!;
}

describe('a deployed server', () => {
  test('is left as it is by a second deployment', async () => {
    const { created, updated, unchanged } = total(await deploy(medplum));
    expect({ created, updated }).toEqual({ created: 0, updated: 0 });
    expect(unchanged).toBeGreaterThan(100);
  });

  test('has what differs put right, and only that', async () => {
    const subscription = await issuing();
    await medplum.updateResource<Subscription>({ ...subscription, status: 'off' });
    const profile = await medplum.searchOne('StructureDefinition', { name: 'DccFrcp' }, fresh);
    await medplum.updateResource({ ...profile!, title: 'Autre' });
    const report = await deploy(medplum);
    expect(total(report)).toMatchObject({ created: 0, updated: 2 });
    expect((await medplum.readResource('Subscription', subscription.id, fresh)).status).toBe('active');
  });
});

describe('a fiche on a deployed server', () => {
  test('is refused for all its reasons, in French, and stays a draft', async () => {
    const record = await writeRecord(medplum, (resources) => {
      const fiche = resources.get('frcp') as Composition;
      fiche.event![0]!.period = { start: '2026-10-01T12:30:00+02:00', end: '2026-10-01T14:00:00+02:00' };
    });
    const attempt = sign(medplum, `Composition/${record.fiche.id}`, record.reference('role-requester'));
    const { outcome } = (await attempt.catch((error: unknown) => error)) as {
      outcome: { issue: { details: { text: string } }[] };
    };
    const texts = outcome.issue.map(({ details }) => details.text).join('\n');
    expect(texts).toContain('Date de la RCP : la date de la fiche n’est pas celle de la session.');
    expect(texts).toContain('Signataire : le signataire n’est ni le responsable');
    // Meanwhile share-record may have shown it to others: nothing else is new.
    const { meta: _, ...stored } = await medplum.readResource('Composition', record.fiche.id, fresh);
    const { meta: __, ...written } = record.fiche;
    expect(stored).toEqual(written);
    expect(stored.status).toBe('preliminary');
  });

  test('is signed, gives one document, and keeps it through three more events', async () => {
    const record = await writeRecord(medplum);
    const signed = await signRecord(record);
    expect(signed).toMatchObject({ status: 'final', attester: [{ mode: 'legal', time: SIGNED_AT }] });
    const [document] = await issued(signed, 1);
    for (let n = 0; n < 3; n++) {
      await medplum.executeBot(ISSUER, signed);
    }
    expect(await documentsOf(signed)).toEqual([document]);
    const { attachment } = document!.content[0]!;
    const cda = await (await medplum.download(medplum.fhirUrl(...attachment.url!.split('/')))).text();
    expect(Buffer.byteLength(cda)).toBe(attachment.size);
    expect(cda).toContain('extension="2025.01"');
  }, 60_000);

  test('becomes final by the signature alone, though the service may do anything else', async () => {
    const extended = new MedplumClient({ baseUrl: server.url, extendedMode: true });
    await extended.startClientLogin(server.clientId, server.clientSecret);
    const record = await writeRecord(extended);
    // Complete, so that nothing but the veto refuses it.
    const party = { reference: record.reference('role-oncologist') };
    const attester = [{ mode: 'legal' as const, time: SIGNED_AT, party }];
    const byHand = { ...record.fiche, status: 'final' as const, attester };
    await expect(extended.updateResource(byHand)).rejects.toThrow('Seule la signature');
    const { id: _, meta: __, ...born } = byHand;
    await expect(extended.createResource(born)).rejects.toThrow('Seule la signature');
    const signed = await signRecord(record);
    await expect(extended.updateResource({ ...signed, title: `${signed.title} bis` })).rejects.toThrow(
      'Une fiche signée ne se modifie',
    );
    const accounts = [{ reference: record.reference('org-hospital') }];
    const shared = await extended.updateResource({ ...signed, meta: { ...signed.meta, accounts } });
    expect(shared.meta?.accounts).toEqual(accounts);
  }, 60_000);

  test('once signed, is neither withdrawn nor deleted, by the service either; a draft is', async () => {
    const { fiche, ...record } = await writeRecord(medplum);
    const { id: _, meta: __, ...copy } = fiche;
    const identifier = { ...copy.identifier!, value: `urn:uuid:${crypto.randomUUID()}` };
    const draft = await medplum.createResource({ ...copy, identifier });
    const signed = await signRecord({ fiche, ...record });
    for (const status of ['entered-in-error', 'preliminary'] as const) {
      await expect(medplum.updateResource({ ...signed, status })).rejects.toThrow('ne se retire');
    }
    await expect(
      medplum.patchResource('Composition', signed.id!, [
        { op: 'replace', path: '/status', value: 'entered-in-error' },
      ]),
    ).rejects.toThrow('ne se retire');
    await expect(medplum.deleteResource('Composition', signed.id!)).rejects.toThrow('ne se supprime pas');
    const stored = await medplum.readResource('Composition', signed.id!, fresh);
    expect(stored.status).toBe('final');
    await medplum.updateResource({ ...draft, status: 'entered-in-error' });
    await medplum.deleteResource('Composition', draft.id);
  }, 60_000);

  test('amended, has a second document that replaces the first', async () => {
    const record = await writeRecord(medplum);
    const first = await signRecord(record);
    const second = await medplum.createResource(amendment(first));
    const attester = record.reference('role-oncologist');
    const signed = await sign(medplum, `Composition/${second.id}`, attester, '2026-10-15T10:00:00+02:00');
    expect(signed.status).toBe('amended');
    const documents = await issued(signed, 2);
    expect(documents.map(({ status, docStatus }) => [docStatus, status]).toSorted()).toEqual([
      ['amended', 'current'],
      ['final', 'superseded'],
    ]);
  }, 60_000);

  test('whose document cannot be issued gives a Task, completed once the piece is there', async () => {
    const record = await writeRecord(medplum, (resources) => {
      // As an establishment that an old directory left, before any profile asked for its sector.
      const { type: _, meta: __, ...organization } = resources.get('org-hospital') as Organization;
      resources.set('org-hospital', organization);
    });
    const signed = await signRecord(record);
    const code = `${DCC_CODES.COMPLETE_PIECE.system}|${DCC_CODES.COMPLETE_PIECE.code}`;
    const focus = `Composition/${signed.id}`;
    const task = await until<Task>(
      () => medplum.searchOne('Task', { focus, code }, fresh) as Promise<Task | undefined>,
    );
    expect(task).toMatchObject({
      status: 'requested',
      owner: { reference: record.reference('role-requester') },
    });
    expect(task.description).toContain('secteur d’activité');
    const id = record.reference('org-hospital').split('/')[1]!;
    const organization = await medplum.readResource('Organization', id, fresh);
    const { type } = golden<Organization>('org-hospital');
    await medplum.updateResource({ ...organization, type });
    await medplum.executeBot(ISSUER, signed);
    expect((await medplum.readResource('Task', task.id!, fresh)).status).toBe('completed');
    expect(await documentsOf(signed)).toHaveLength(1);
  }, 60_000);
});

describe('cut at any request, against the embedded server', () => {
  // The bot runs in this process with a client that loses one request, and the server's own event is off. Its
  // documents are short: what is looked at is what the server does with the requests.
  const issue = (client: MedplumClient, input: Composition) =>
    handleWith(async () => ({ cda: '<c/>', pdf: Buffer.from('%PDF'), defects: [] }), client, { input });

  beforeAll(async () => {
    await medplum.updateResource<Subscription>({ ...(await issuing()), status: 'off' });
  });

  test('then run again, a fiche has one document', async () => {
    const signed = await signRecord(await writeRecord(medplum));
    for (let n = 1; n <= 5; n++) {
      const losing = await server.login({ n, moment: 'before' });
      await expect(issue(losing, signed), `request ${n}`).rejects.toThrow('coupure');
      expect(await documentsOf(signed), `request ${n}`).toEqual([]);
    }
    // The transaction itself is done, its answer lost.
    await expect(issue(await server.login({ n: 5, moment: 'after' }), signed)).rejects.toThrow();
    await issue(medplum, signed);
    expect(await documentsOf(signed)).toHaveLength(1);
  }, 60_000);
});
