export * from './cda/index.ts';
export * from './check/index.ts';
export { toFhirXml } from './fhir-xml/index.ts';
export * from './pdf/index.ts';
