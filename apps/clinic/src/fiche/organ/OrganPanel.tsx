import { NativeSelect, Text } from '@mantine/core';
import type { HealthcareService } from '@medplum/fhirtypes';
import type { ReactNode } from 'react';
import { ErrorState, Loading } from '../../kit/index.ts';
import type { Organ } from '../model/index.ts';
import { t } from './messages.fr.ts';
import { OrganForm } from './OrganForm.tsx';
import { useOrganForm } from './useOrganForm.ts';
import { canonicalOf, themeOf } from './wanted.ts';

interface OrganPanelProps {
  /** The RCP of the case: its catalogue entry says which forms it uses. */
  rcp: HealthcareService | undefined;
  theme: string | undefined;
  value: Organ;
  onChange: (value: Organ) => void;
  disabled: boolean;
}

/** The organ-specific part of the fiche, beside it: what is answered is summed up among the exams. */
export function OrganPanel({ rcp, theme, value, onChange, disabled }: OrganPanelProps) {
  const begun = value.items.length > 0;
  const { found, offered, choose, pending, lost, error, retry } = useOrganForm(rcp, theme, value);
  if (pending)
    return (
      <OrganSection>
        <Loading label={t('loading')} />
      </OrganSection>
    );
  if (lost) return <LostForm lines={value.lines} />;
  if (!found)
    return error ? (
      <OrganSection>
        <ErrorState error={error} onRetry={retry} />
      </OrganSection>
    ) : null;
  const { form, from } = found;
  const copy = from === 'app' ? `, ${t('copy')}` : '';
  return (
    <OrganSection theme={themeOf(form)}>
      <Text size="sm" c="var(--dcc-quiet)" mb="xs">
        {t('hint')}
      </Text>
      {!begun && !disabled && offered.length > 1 ? (
        <NativeSelect
          label={t('which')}
          mb="xs"
          value={canonicalOf(form)}
          data={offered.map((one) => ({ value: canonicalOf(one), label: themeOf(one) }))}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        />
      ) : null}
      <OrganForm key={canonicalOf(form)} form={form} value={value} onChange={onChange} disabled={disabled} />
      <Text size="xs" c="var(--dcc-quiet)" mt="sm">
        {t('version', { version: form.version ?? '' })}
        {copy}.
      </Text>
    </OrganSection>
  );
}

function OrganSection({ theme, children }: { theme?: string; children: ReactNode }) {
  return (
    <section aria-labelledby="titre-organ" id="partie-organ" className="dcc-part">
      <Text component="h2" fw={650} size="lg" id="titre-organ" tabIndex={-1}>
        {theme ? t('part', { theme }) : t('partAlone')}
      </Text>
      {children}
    </section>
  );
}

/** Answers whose form is gone are read, not changed: their questions would be guessed. */
function LostForm({ lines }: { lines: readonly string[] }) {
  return (
    <OrganSection>
      <Text size="sm" mb="xs">
        {t('lost')}
      </Text>
      <ul className="dcc-summary">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </OrganSection>
  );
}
