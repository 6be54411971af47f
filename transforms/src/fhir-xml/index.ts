import type { Resource } from '@medplum/fhirtypes';
import { TextSink } from './sink.ts';
import { writeFhirXml } from './write.ts';

export { DomSink, TextSink, type XmlSink } from './sink.ts';
export { writeFhirXml } from './write.ts';

/** A FHIR resource as FHIR XML text (see `writeFhirXml`), without an XML declaration. */
export function toFhirXml(resource: Resource): string {
  const sink = new TextSink();
  writeFhirXml(resource, sink);
  return sink.toString();
}
