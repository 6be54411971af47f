import { Text } from '@mantine/core';
import type { MeasureReport } from '@medplum/fhirtypes';
import { shortDate } from '../kit/dates.ts';
import type { Indicator, SubIndicator } from './definitions.ts';
import { t } from './messages.fr.ts';

/** What a figure means, on demand: the published Measure itself. */
export function DefinitionBox(props: {
  indicator: Indicator;
  sub: SubIndicator;
  reports: readonly MeasureReport[];
}) {
  const { indicator, sub } = props;
  const days = [...new Set(props.reports.flatMap(({ date }) => date?.slice(0, 10) ?? []))].sort();
  const versions = [...new Set(props.reports.map(({ measure }) => measure.split('|')[1] ?? ''))].sort();
  const criteria = (code: string) =>
    sub.source?.population?.find((one) => one.code?.coding?.[0]?.code === code)?.criteria?.expression;
  const expressions = [
    ['population', criteria('initial-population')],
    ['denominator', criteria('denominator')],
    ['numerator', criteria('numerator')],
    ['value', criteria('measure-observation')],
  ] as const;
  return (
    <details className="dcc-definition">
      <summary>
        {t('definition')} ({t('version', { version: versions.join(', ') || indicator.version })})
      </summary>
      {sub.source ? null : <Text>{t('noDefinition')}</Text>}
      {sub.description ? <Text fw={600}>{sub.description}</Text> : null}
      {indicator.definition.map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
      {sub.window > 1 ? <Text size="sm">{t('window', { months: sub.window })}</Text> : null}
      {sub.notComputable ? <Text size="sm">{t('ncWhy', { reason: sub.notComputable })}</Text> : null}
      {expressions.map(([name, text]) =>
        text ? (
          <div key={name}>
            <Text size="sm" c="var(--dcc-quiet)">
              {t(name)}
            </Text>
            <pre>{text}</pre>
          </div>
        ) : null,
      )}
      {indicator.purpose ? (
        <Text size="sm" c="var(--dcc-quiet)">
          {indicator.purpose}
        </Text>
      ) : null}
      <Text size="sm" c="var(--dcc-quiet)">
        {indicator.canonical}
        {days.length > 0 ? ` · ${t('extraction', { date: days.map(shortDate).join(', ') })}` : ''}
      </Text>
    </details>
  );
}
