import type { Composition } from '@medplum/fhirtypes';
import { THEMATIC } from '../../src/codes.ts';
import { golden } from '../golden.ts';
import type { MutantRow } from './types.ts';

const frcp = golden<Composition>('frcp');
const before = { code: 'replaces', targetReference: { reference: `Composition/${frcp.id}` } };

const SIGNED: readonly MutantRow[] = [
  ['dcc-frcp-1', 'Composition.section', 'frcp', { 'section.9': undefined }],
  ['dcc-frcp-1', 'Composition.section', 'frcp', { section: undefined }],
  ['dcc-frcp-1', 'Composition.section', 'frcp-draft', { status: 'final', attester: frcp.attester }],
  ['dcc-frcp-2', 'Composition.attester', 'frcp', { attester: undefined }],
  ['dcc-frcp-2', 'Composition.attester', 'frcp', { 'attester.0.time': undefined }],
  ['dcc-frcp-2', 'Composition.attester', 'frcp-amended', { 'attester.0.mode': 'professional' }],
  ['dcc-frcp-3', 'Composition.event', 'frcp', { 'event.0.period': undefined }],
  ['dcc-frcp-3', 'Composition.event', 'frcp', { 'event.0.code.0.coding.0.code': '38' }],
  ['dcc-frcp-4', 'Composition.identifier', 'frcp', { identifier: undefined }],
  ['dcc-frcp-5', 'Composition.extension (dcc-document-version)', 'frcp', { 'extension.0': undefined }],
  ['dcc-frcp-6', 'Composition.extension (dcc-rcp)', 'frcp', { 'extension.1': undefined }],
  ['dcc-frcp-7', 'Composition.status', 'frcp-draft', { status: 'draft' }],
  ['dcc-frcp-8', 'Composition.relatesTo', 'frcp-amended', { relatesTo: undefined }],
  ['dcc-frcp-8', 'Composition.relatesTo', 'frcp', { relatesTo: [before] }],
  ['dcc-frcp-9', 'Composition.status', 'frcp', { status: 'amended' }],
  ['dcc-frcp-9', 'Composition.status', 'frcp-amended', { status: 'final', attester: frcp.attester }],
  [
    'dcc-frcp-10',
    'Composition.extension (dcc-amendment-reason)',
    'frcp-amended',
    { 'extension.2': undefined },
  ],
];

const HEADER: readonly MutantRow[] = [
  ['dcc-frcp-11', 'Composition.category', 'frcp', { 'category.0.coding.0': undefined }],
  ['dcc-frcp-12', 'Composition.category', 'frcp', { 'category.0.coding.1': undefined }],
  ['dcc-frcp-13', 'Composition.category', 'frcp', { 'category.0.coding.2': undefined }],
  ['dcc-frcp-13', 'Composition.category', 'frcp', { 'category.0.coding.+': { ...THEMATIC.ORL } }],
  ['dcc-frcp-14', 'Composition.subject', 'frcp', { subject: undefined }],
  ['dcc-frcp-15', 'Composition.encounter', 'frcp', { encounter: undefined }],
  ['dcc-frcp-16', 'Composition.author', 'frcp', { 'author.0.reference': `Patient/${golden('patient').id}` }],
  ['dcc-frcp-17', 'Composition.title', 'frcp', { title: 'Fiche RCP Sein' }],
  ['dcc-frcp-18', 'Composition.confidentiality', 'frcp', { confidentiality: 'L' }],
  ['dcc-frcp-18', 'Composition.confidentiality', 'frcp', { confidentiality: undefined }],
  ['dcc-frcp-19', 'Composition.custodian', 'frcp', { custodian: undefined }],
];

const words = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Sans objet.</p></div>';

const SECTIONS: readonly MutantRow[] = [
  ['dcc-frcp-20', 'Composition.section.code', 'frcp', { 'section.3.code.coding.1': undefined }],
  ['dcc-frcp-20', 'Composition.section.code', 'frcp', { 'section.3.code.coding.0.code': '10164-2' }],
  ['dcc-frcp-21', 'Composition.section', 'frcp', { 'section.+': frcp.section?.[3] }],
  ['dcc-frcp-22', 'Composition.section.title', 'frcp', { 'section.3.title': undefined }],
  ['dcc-frcp-23', 'Composition.section.text', 'frcp', { 'section.0.text': undefined }],
  ['dcc-frcp-24', 'Composition.section.text.status', 'frcp', { 'section.0.text.status': 'extensions' }],
  [
    'dcc-frcp-25',
    'Composition.section.emptyReason',
    'frcp-without-tumour',
    { 'section.2.emptyReason': undefined },
  ],
  [
    'dcc-frcp-25',
    'Composition.section.emptyReason',
    'frcp',
    { 'section.11.entry': undefined, 'section.11.text': { status: 'generated', div: words } },
  ],
];

const ISSUED: readonly MutantRow[] = [
  ['dcc-doc-1', 'DocumentReference.masterIdentifier', 'document', { masterIdentifier: undefined }],
  [
    'dcc-doc-1',
    'DocumentReference.masterIdentifier',
    'document',
    { 'masterIdentifier.value': 'urn:oid:1.2.3' },
  ],
  ['dcc-doc-2', 'DocumentReference.identifier', 'document', { identifier: undefined }],
  ['dcc-doc-3', 'DocumentReference.type', 'document', { 'type.coding.0.code': '60568-3' }],
  ['dcc-doc-4', 'DocumentReference.subject', 'document', { subject: undefined }],
  ['dcc-doc-5', 'DocumentReference.content', 'document', { 'content.1': undefined }],
  [
    'dcc-doc-6',
    'DocumentReference.content.attachment.url',
    'document',
    { 'content.1.attachment.url': undefined },
  ],
  ['dcc-doc-7', 'DocumentReference.context.encounter', 'document', { context: undefined }],
];

const PPS: readonly MutantRow[] = [
  ['dcc-pps-1', 'CarePlan.intent', 'pps', { intent: 'proposal' }],
  ['dcc-pps-2', 'CarePlan.category', 'pps', { category: undefined }],
  ['dcc-pps-3', 'CarePlan.subject', 'pps', { 'subject.reference': 'Group/1' }],
  ['dcc-pps-4', 'CarePlan.activity.detail.code', 'pps', { 'activity.0.detail.code.coding.0.code': 'C1' }],
  ['dcc-pps-4', 'CarePlan.activity.detail.code', 'pps', { 'activity.2.detail.code': undefined }],
  ['dcc-ppsd-1', 'Composition.status', 'pps-document', { status: 'registered' }],
  ['dcc-ppsd-2', 'Composition.event', 'pps-document', { event: undefined }],
  ['dcc-ppsd-3', 'Composition.identifier', 'pps-document', { identifier: undefined }],
  [
    'dcc-ppsd-4',
    'Composition.extension (dcc-document-version)',
    'pps-document',
    { 'extension.0': undefined },
  ],
  ['dcc-ppsd-5', 'Composition.extension (dcc-3c)', 'pps-document', { 'extension.1': undefined }],
  ['dcc-ppsd-6', 'Composition.relatesTo', 'pps-document-updated', { relatesTo: undefined }],
  ['dcc-ppsd-6', 'Composition.relatesTo', 'pps-document', { relatesTo: [before] }],
  [
    'dcc-ppsd-7',
    'Composition.extension (dcc-amendment-reason)',
    'pps-document-updated',
    { 'extension.2': undefined },
  ],
  ['dcc-ppsd-8', 'Composition.subject', 'pps-document', { subject: undefined }],
  ['dcc-ppsd-9', 'Composition.custodian', 'pps-document', { custodian: undefined }],
  ['dcc-ppsd-10', 'Composition.section', 'pps-document', { section: undefined }],
  ['dcc-rem-1', 'Task.focus', 'pps-hand-over', { focus: undefined }],
  ['dcc-rem-2', 'Task.executionPeriod.start', 'pps-hand-over', { executionPeriod: undefined }],
  ['dcc-rem-3', 'Task.owner', 'pps-hand-over', { owner: undefined }],
  ['dcc-rem-4', 'Task.for', 'pps-hand-over', { for: undefined }],
];

export const DOCUMENT: readonly MutantRow[] = [...SIGNED, ...HEADER, ...SECTIONS, ...ISSUED, ...PPS];

export const DOCUMENT_PATTERNS: readonly MutantRow[] = [
  ['Composition.type', 'Composition.type', 'frcp', { 'type.coding.0.code': '18776-5' }],
  ['Composition.type', 'Composition.type', 'pps-document', { 'type.coding.0.code': '34794-8' }],
  ['Task.code', 'Task.code', 'pps-hand-over', { 'code.coding.0.code': 'complete-piece' }],
];
