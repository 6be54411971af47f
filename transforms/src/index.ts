export * from './cda/index.ts';
export { toFhirXml } from './fhir-xml/index.ts';
