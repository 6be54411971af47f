import type { DocumentReference } from '@medplum/fhirtypes';
import { expect, test, vi } from 'vitest';
import { documentName, documentOf, keepFile, linkable, refusal } from './documents.ts';

const owner = {
  patient: { reference: 'Patient/p' },
  author: { reference: 'PractitionerRole/r' },
  now: '2026-11-02T09:00:00Z',
};

test('a file is refused by its nature or its size, and nothing else', () => {
  expect(refusal({ type: 'application/pdf', size: 20 * 1024 * 1024 })).toBeUndefined();
  expect(refusal({ type: 'application/pdf', size: 20 * 1024 * 1024 + 1 })).toBe('documentTooBig');
  expect(refusal({ type: 'text/html', size: 1 })).toBe('documentWrongType');
  expect(refusal({ type: 'image/svg+xml', size: 1 })).toBe('documentWrongType');
});

test('a kept file belongs to its patient: its bytes open to no one else', async () => {
  const medplum = {
    createAttachment: vi.fn(async () => ({ url: 'Binary/b', contentType: 'application/pdf' })),
    createResource: vi.fn(async (one: DocumentReference) => one),
  };
  const file = new File(['x'], 'anapath.pdf', { type: 'application/pdf' });
  const kept = await keepFile(medplum as never, file, 'pathology', owner);
  expect(medplum.createAttachment).toHaveBeenCalledWith(
    expect.objectContaining({ securityContext: owner.patient, filename: 'anapath.pdf' }),
  );
  expect(kept).toMatchObject({
    subject: owner.patient,
    author: [owner.author],
    type: { coding: [{ code: '60568-3' }] },
    content: [{ attachment: { url: 'Binary/b', title: 'anapath.pdf' } }],
  });
});

test('a document is named by what somebody wrote, else by its type', () => {
  const document = documentOf('scanner.pdf', 'imaging', owner, {});
  expect(documentName(document)).toBe('scanner.pdf');
  const { description: _, content: __, ...bare } = document;
  expect(documentName({ ...bare, content: [{ attachment: {} }] })).toBe("CR d'imagerie médicale");
});

test('one joins what is valid and not itself a fiche', () => {
  const document = documentOf('a.pdf', 'misc', owner, {});
  const old = { ...document, status: 'superseded' as const };
  const frcp = { ...document, type: { coding: [{ code: '34794-8' }] } };
  expect(linkable([document, old, frcp])).toEqual([document]);
});
