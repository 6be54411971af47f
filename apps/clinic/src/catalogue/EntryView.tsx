import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import type { HealthcareService } from '@medplum/fhirtypes';
import { useFhir } from '../data/index.ts';
import { entryOf, topicsOf } from './entry.ts';
import { t } from './messages.fr.ts';
import { type Catalogue, readForms } from './read.ts';
import { KINDS, NATURES, ORGANES, THEMATICS } from './terms.ts';

const wordOf = (list: readonly { code: string; display: string }[], code: string) =>
  list.find((one) => one.code === code)?.display ?? code;

/** The entry, to read. */
export function EntryView({ rcp, catalogue }: { rcp: HealthcareService; catalogue: Catalogue }) {
  const entry = entryOf(rcp);
  const forms = useFhir(['catalogue', 'forms'], readForms);
  const organization = (reference: string) =>
    catalogue.organizations.get(reference)?.name ?? t('unknownOrganization');
  const transversal = entry.nature === CISIS.NATURE_TRANSVERSALE.code;
  const formNames = entry.forms.map(
    (one) => forms.data?.find(({ url }) => url === one.split('|')[0])?.title ?? one,
  );
  const facts: [string, string][] = [
    [t('number'), entry.number],
    [t('establishment'), organization(entry.organization)],
    [t('centre'), organization(entry.centre)],
    [t('thematic'), wordOf(THEMATICS, entry.thematic)],
    [t('kind'), wordOf(KINDS, entry.kind)],
    [t('nature'), wordOf(NATURES, entry.nature)],
    [t(transversal ? 'topicTransversal' : 'topic'), wordOf(topicsOf(entry.nature), entry.topic)],
    [t('organs'), entry.organs.map((code) => wordOf(ORGANES, code)).join(', ')],
    [t('forms'), formNames.join(', ') || t('noForm')],
    [t('comment'), entry.comment],
  ];
  return (
    <dl className="cat-facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
