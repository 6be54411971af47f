import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import { guard, isLabelledHidden, release, withdraw } from '@dcc/rules/src/announcement/index.ts';
import type { Composition, Consent, DocumentReference, Encounter } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler as announce } from '../announce/handler.ts';
import { handler as sign } from '../sign-frcp/handler.ts';
import type { TestServer } from '../testing/server.ts';
import { draftServer, FICHE, NOW, secondVersion, signature } from '../testing/story.ts';
import { handleWith } from './handler.ts';
import type { Render } from './render.ts';

/** The transforms have their own tests: what the document is does not matter here, who may see it does. */
const render: Render = async () => ({ cda: '<x/>', pdf: Buffer.from('%PDF'), defects: [] });
const INSCRIPTION = golden<Encounter>('case').basedOn![0]!;
const target = {
  id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  patient: golden<Composition>('frcp').subject as Consent['patient'] & object,
  inscription: INSCRIPTION as { reference: string },
  now: NOW,
};
const telling = { on: '2026-10-15', by: { reference: 'PractitionerRole/doctor' } };
const CLOSED: Consent = { ...guard(target), id: 'guard' };
const OPEN = release(CLOSED, telling, NOW);

let server: TestServer;
let first: Composition;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
  server = await draftServer();
  first = await sign(server.medplum, signature());
});
afterEach(() => vi.useRealTimers());

const issue = async (made = render, id = FICHE) =>
  (await handleWith(made, server.medplum, {
    input: await server.repository.readResource<Composition>('Composition', id),
  })) as DocumentReference;
const store = (consent: Consent) => server.repository.updateResource(consent);
const documents = () =>
  server.all<DocumentReference>('DocumentReference').filter(({ masterIdentifier }) => masterIdentifier);
const tell = (consent: Consent) => announce(server.medplum, { input: consent });

describe('a document issued', () => {
  test('is hidden from its patient when nobody said anything', async () => {
    expect(isLabelledHidden(await issue())).toBe(true);
  });

  test('is hidden while the guard is closed, and shown once it is open', async () => {
    await server.add(CLOSED);
    expect(isLabelledHidden(await issue())).toBe(true);
    server = await draftServer();
    await sign(server.medplum, signature());
    await server.add(OPEN);
    const shown = await issue();
    expect(isLabelledHidden(shown)).toBe(false);
    // Shown from its first version: nobody was told of a hidden one in between.
    expect(shown.meta!.versionId).toBe(documents()[0]!.meta!.versionId);
  });

  test('is hidden though the patient was told what another passage said', async () => {
    await server.add({ ...OPEN, provision: { ...OPEN.provision, data: [] } });
    expect(isLabelledHidden(await issue())).toBe(true);
  });

  test('says what the guard became while it was being made', async () => {
    await server.add(OPEN);
    const slow: Render = async (bundle) => {
      const closing = withdraw(OPEN, NOW);
      await store(closing);
      // The bot of the guard comes too early: there is no document yet.
      expect(await tell(closing)).toEqual([]);
      return render(bundle);
    };
    const document = await issue(slow);
    expect(isLabelledHidden(document)).toBe(true);
    expect(documents()).toEqual([document]);
  });

  test('is put right by the next event when a run stopped before its end', async () => {
    const document = await issue();
    await server.repository.updateResource({ ...document, securityLabel: [] });
    expect(isLabelledHidden(await issue())).toBe(true);
  });
});

describe('the guard that changes after the document', () => {
  test('shows it, hides it again, and keeps its confidentiality', async () => {
    await server.add(CLOSED);
    const before = await issue();
    await store(OPEN);
    const [shown] = await tell(OPEN);
    expect(shown).toMatchObject({ id: before.id, securityLabel: [before.securityLabel![0]] });
    const closing = withdraw(OPEN, NOW);
    await store(closing);
    const [hidden] = await tell(closing);
    expect(hidden!.securityLabel).toEqual(before.securityLabel);
  });

  test('concerns every version of the fiche', async () => {
    await issue();
    const second = secondVersion(first);
    await server.add(second);
    const time = '2026-10-16T10:00:00+02:00';
    await sign(server.medplum, signature({ composition: `Composition/${second.id}`, time }));
    await issue(render, second.id);
    expect(documents().map(isLabelledHidden)).toEqual([true, true]);
    await server.add(OPEN);
    expect(await tell(OPEN)).toHaveLength(2);
    expect(documents().map(({ status }) => status)).toEqual(['superseded', 'current']);
    expect(documents().map(isLabelledHidden)).toEqual([false, false]);
  });

  test('heard twice, or late, ends in what is stored', async () => {
    await server.add(CLOSED);
    await issue();
    await store(OPEN);
    await tell(OPEN);
    const before = server.fingerprint();
    expect(await tell(OPEN)).toEqual([]);
    expect(await tell(CLOSED)).toEqual([]);
    expect(server.fingerprint()).toBe(before);
  });

  test('taken away by an error of status hides again', async () => {
    await server.add(OPEN);
    await issue();
    const mistaken: Consent = { ...OPEN, status: 'entered-in-error' };
    await store(mistaken);
    expect((await tell(mistaken)).map(isLabelledHidden)).toEqual([true]);
  });
});
