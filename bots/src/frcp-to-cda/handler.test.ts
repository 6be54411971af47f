import { documentIds, TAGS } from '@dcc/fhir-profiles';
import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import type {
  Binary,
  Bundle,
  Composition,
  DocumentReference,
  Parameters,
  Patient,
  Task,
} from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { handler as sign } from '../sign-frcp/handler.ts';
import type { TestServer } from '../testing/server.ts';
import { draftServer, FICHE, NOW, secondVersion, signature } from '../testing/story.ts';
import { handleWith } from './handler.ts';
import type { Render, Rendered } from './render.ts';

type Defect = Rendered['defects'][number];

/** Stands for the transforms, whose own tests are theirs: the bytes tell which Bundle they came from. */
const fake =
  (defects: Defect[] = []): Render =>
  async (bundle: Bundle) => {
    const { id } = bundle.entry![0]!.resource!;
    return {
      cda: `<ClinicalDocument id="${id}">é</ClinicalDocument>`,
      pdf: Buffer.from(`%PDF ${id}`),
      defects,
    };
  };
const DEFECT: Defect = {
  code: 'EN-CUSTODIAN',
  severity: 'error',
  field: 'Établissement',
  path: '/ClinicalDocument/custodian',
  message: 'l’adresse de l’établissement manque.',
  forWhom: 'administrateur',
};

let server: TestServer;
let second: Composition;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(NOW) });
  server = await draftServer();
  const first = await sign(server.medplum, signature());
  second = secondVersion(first);
});
afterEach(() => vi.useRealTimers());

const fiche = (id = FICHE) => server.repository.readResource<Composition>('Composition', id);
const run = async (made = fake(), id = FICHE) => handleWith(made, server.medplum, { input: await fiche(id) });
const documents = () =>
  server.all<DocumentReference>('DocumentReference').filter((one) => one.masterIdentifier);
const tasks = () => server.all<Task>('Task');
const ids = (version: number) => documentIds(golden<Composition>('frcp').identifier!.value!, version);

async function amend(): Promise<void> {
  await server.add(second);
  const time = '2026-10-16T10:00:00+02:00';
  await sign(server.medplum, signature({ composition: `Composition/${second.id}`, time }));
}

describe('a signed fiche', () => {
  test('gives one DocumentReference with its CDA and its PDF', async () => {
    const result = (await run()) as DocumentReference;
    expect(documents()).toEqual([result]);
    expect(result).toMatchObject({
      masterIdentifier: { system: 'urn:ietf:rfc:3986', value: `urn:oid:${ids(1).id}` },
      identifier: [{ value: `urn:oid:${ids(1).setId}` }],
      status: 'current',
      docStatus: 'final',
    });
    const [cda, pdf] = result.content.map(({ attachment }) => attachment);
    expect(cda).toMatchObject({
      contentType: 'text/xml',
      url: expect.stringMatching(/^Binary\/[\da-f-]{36}$/),
    });
    expect(pdf).toMatchObject({ contentType: 'application/pdf', url: expect.stringMatching(/^Binary\//) });
    const text = `<ClinicalDocument id="${FICHE}">é</ClinicalDocument>`;
    const stored = await server.repository.readResource<Binary>('Binary', cda!.url!.split('/')[1]!);
    expect(Buffer.from(stored.data!, 'base64').toString()).toBe(text);
    expect(cda!.size).toBe(Buffer.byteLength(text));
    expect(stored.securityContext).toEqual(golden<Composition>('frcp').subject);
  });

  test('takes six requests', async () => {
    const input = await fiche();
    server.requests = 0;
    await handleWith(fake(), server.medplum, { input });
    expect(server.requests).toBe(6);
  });

  test('whose identity is not qualified is marked not sendable', async () => {
    expect(((await run()) as DocumentReference).meta?.tag).toBeUndefined();
    server = await draftServer();
    const patient = golden<Patient>('patient');
    await server.repository.updateResource({ ...patient, identifier: patient.identifier!.slice(1) });
    await sign(server.medplum, signature());
    expect(((await run()) as DocumentReference).meta!.tag).toMatchObject([{ code: TAGS.NOT_SENDABLE }]);
  });

  test('keeps the accounts of the fiche', async () => {
    const accounts = [{ reference: 'Organization/et' }, { reference: 'Organization/3c' }];
    const before = await fiche();
    await server.repository.updateResource({ ...before, meta: { ...before.meta, accounts } });
    expect(((await run()) as DocumentReference).meta!.accounts).toEqual(accounts);
  });
});

describe('events', () => {
  test('the same one three times: one document, nothing more written', async () => {
    const first = await run();
    const before = server.fingerprint();
    expect(await run()).toEqual(first);
    expect(await run()).toEqual(first);
    expect(server.fingerprint()).toBe(before);
  });

  test('two at the same moment: one document, and no file left over', async () => {
    const results = await Promise.all([run(), run()]);
    expect(documents()).toHaveLength(1);
    expect(results.map((one) => one?.id)).toEqual([documents()[0]!.id, documents()[0]!.id]);
    expect(server.all('Binary')).toHaveLength(2);
  });

  test('a stale one: what is stored decides, not what was sent', async () => {
    const stale = { ...(await fiche()), status: 'final' as const };
    await server.repository.updateResource({ ...stale, status: 'preliminary' });
    expect(await handleWith(fake(), server.medplum, { input: stale })).toBeUndefined();
    expect(documents()).toEqual([]);
  });

  test('of another kind of Composition: nothing', async () => {
    const other = { ...(await fiche()), type: { text: 'PPS' } };
    expect(await handleWith(fake(), server.medplum, { input: other })).toBeUndefined();
    expect(documents()).toEqual([]);
  });

  test('asked for by hand', async () => {
    const parameter = [{ name: 'composition', valueReference: { reference: `Composition/${FICHE}` } }];
    const input: Parameters = { resourceType: 'Parameters', parameter };
    await handleWith(fake(), server.medplum, { input });
    expect(documents()).toHaveLength(1);
  });

  test('of a fiche nobody has, or of nothing: refused in French', async () => {
    const lost = { ...(await fiche()), id: 'lost' };
    await expect(handleWith(fake(), server.medplum, { input: lost })).rejects.toThrow('introuvable');
    await expect(handleWith(fake(), server.medplum, { input: undefined as never })).rejects.toThrow(
      'Parameters',
    );
    const { id: _, ...nameless } = lost;
    await expect(handleWith(fake(), server.medplum, { input: nameless as never })).rejects.toThrow(
      'identifiant',
    );
  });
});

describe('an amended fiche', () => {
  const versions = () => documents().map(({ masterIdentifier, status }) => [masterIdentifier!.value, status]);

  test('replaces the document of the version before', async () => {
    await run();
    await amend();
    const result = (await run(fake(), second.id)) as DocumentReference;
    expect(versions()).toEqual([
      [`urn:oid:${ids(1).id}`, 'superseded'],
      [`urn:oid:${ids(2).id}`, 'current'],
    ]);
    expect(result).toMatchObject({
      docStatus: 'amended',
      identifier: [{ value: `urn:oid:${ids(1).setId}` }],
      relatesTo: [{ code: 'replaces', target: { reference: `DocumentReference/${documents()[0]!.id}` } }],
    });
  });

  test('whose event comes first, or alone, has the first version issued before it', async () => {
    await amend();
    await run(fake(), second.id);
    expect(versions().map(([, status]) => status)).toEqual(['superseded', 'current']);
    const before = server.fingerprint();
    await run();
    expect(server.fingerprint()).toBe(before);
  });

  test('is not issued while its first version cannot be', async () => {
    await amend();
    const onlySecond: Render = (bundle) =>
      fake(bundle.entry![0]!.resource!.id === FICHE ? [DEFECT] : [])(bundle);
    const result = (await run(onlySecond, second.id)) as Task;
    expect(result.description).toContain('la version que celle-ci remplace n’a pas pu être émise');
    expect(documents()).toEqual([]);
    expect(tasks()).toHaveLength(2);
    await run(fake(), second.id);
    expect(documents()).toHaveLength(2);
    expect(tasks().map(({ status }) => status)).toEqual(['completed', 'completed']);
  });
});

describe('a document that may not be issued', () => {
  test('gives one Task that says what, on which field, for whom', async () => {
    const result = (await run(fake([DEFECT, { ...DEFECT, severity: 'warning', field: 'Rien' }]))) as Task;
    expect(documents()).toEqual([]);
    expect(server.all('Binary')).toEqual([]);
    expect(tasks()).toEqual([result]);
    const { subject, author, encounter } = golden<Composition>('frcp');
    expect(result).toMatchObject({
      status: 'requested',
      code: { coding: [{ code: 'complete-piece' }] },
      focus: { reference: `Composition/${FICHE}` },
      for: subject,
      encounter,
      owner: author[0],
      input: [
        { type: { coding: [{ code: 'EN-CUSTODIAN' }], text: 'Établissement' }, valueString: DEFECT.message },
      ],
    });
    expect(result.description).toContain(`- Établissement : ${DEFECT.message} (administrateur)`);
  });

  test('refused again for the same reason writes nothing, for another says the new one', async () => {
    await run(fake([DEFECT]));
    const before = server.fingerprint();
    await run(fake([DEFECT]));
    expect(server.fingerprint()).toBe(before);
    await run(fake([{ ...DEFECT, field: 'Auteur', message: 'la profession de l’auteur manque.' }]));
    expect(tasks()).toHaveLength(1);
    expect(tasks()[0]!.description).toContain('- Auteur : la profession');
  });

  test('corrected, is issued and its Task completed', async () => {
    await run(fake([DEFECT]));
    await run();
    expect(documents()).toHaveLength(1);
    expect(tasks().map(({ status }) => status)).toEqual(['completed']);
  });

  test('because of a crossing rule broken since it was signed', async () => {
    const session = golden('session');
    await server.repository.updateResource({ ...session, status: 'in-progress' } as never);
    const result = (await run()) as Task;
    expect(result.input!.map(({ type }) => type.coding![0]!.code)).toEqual(['session-not-finished']);
  });

  test('because the transform itself failed: someone is told, without a word of the record', async () => {
    const broken: Render = async () => {
      throw new TypeError('Mme PATIENTE-EXEMPLE');
    };
    const result = (await run(broken)) as Task;
    expect(result.description).toContain('n’a pas pu être produit (TypeError). (éditeur du logiciel)');
    expect(JSON.stringify(result)).not.toContain('PATIENTE');
  });
});

describe('a run interrupted at any request, before or after the server did it', () => {
  const moments = ['before', 'after'] as const;
  const cases = moments.flatMap((moment) => [1, 2, 3, 4, 5, 6].map((n) => ({ moment, n })));

  test.each(cases)('$moment request $n, then again: one document', async ({ moment, n }) => {
    const input = await fiche();
    server.requests = 0;
    server[moment] = (request) => {
      if (request.n === n) {
        throw new Error('coupure');
      }
    };
    await expect(handleWith(fake(), server.medplum, { input })).rejects.toThrow('coupure');
    server[moment] = undefined;
    const result = await handleWith(fake(), server.medplum, { input });
    expect(documents()).toEqual([result]);
    expect(server.all('Binary')).toHaveLength(2);
  });

  test.each(cases)(
    '$moment request $n of a second version: two documents in order',
    async ({ moment, n }) => {
      await run();
      await amend();
      const input = await fiche(second.id);
      server.requests = 0;
      server[moment] = (request) => {
        if (request.n === n) {
          throw new Error('coupure');
        }
      };
      await expect(handleWith(fake(), server.medplum, { input })).rejects.toThrow('coupure');
      server[moment] = undefined;
      await handleWith(fake(), server.medplum, { input });
      expect(documents().map(({ status }) => status)).toEqual(['superseded', 'current']);
    },
  );

  test('the work left after the document is done by the next event', async () => {
    await run(fake([DEFECT]));
    await run();
    const task = tasks()[0]!;
    await server.repository.updateResource({ ...task, status: 'requested' });
    await run();
    expect(tasks()[0]!.status).toBe('completed');
    expect(documents()).toHaveLength(1);
  });

  test('and the retried document has the same bytes', async () => {
    const seen: string[] = [];
    const spy: Render = async (bundle) => {
      seen.push(JSON.stringify(bundle));
      return fake()(bundle);
    };
    server.before = ({ body }) => {
      if (body?.includes('"transaction"')) {
        server.before = undefined;
        throw new Error('coupure');
      }
    };
    await expect(run(spy)).rejects.toThrow('coupure');
    await run(spy);
    expect(seen[0]).toBe(seen[1]);
  });
});
