import { ActionIcon, Anchor, Group, List, Table, Text, Tooltip } from '@mantine/core';
import type { Attachment } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { IconFileCode, IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { dateTime } from '../kit/dates.ts';
import { patientName } from '../kit/names.ts';
import { StatusLabel, type Tone } from '../kit/StatusLabel.tsx';
import { openAttachment } from './download.ts';
import { t } from './messages.fr.ts';
import type { DocumentRow, DocumentState } from './rows.ts';

const STATES: Record<DocumentState, { tone: Tone; text: string }> = {
  ready: { tone: 'ok', text: t('stateReady') },
  waiting: { tone: 'wait', text: t('stateWaiting') },
  refused: { tone: 'bad', text: t('stateRefused') },
  making: { tone: 'wait', text: t('stateMaking') },
  replaced: { tone: 'neutral', text: t('stateReplaced') },
};

/** One signed version: whose, its state, what blocks it, its two files. */
export function DocumentLine({ row }: { row: DocumentRow }) {
  const { composition, patient, caseId, version, signedOn, state, reasons, xml, pdf } = row;
  const name = patient ? patientName(patient) : '';
  const rcp = composition.title?.split(' / ').at(-1);
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Anchor component={Link} to={`/fiches/${caseId}/versions`} fw={600} c="inherit" underline="always">
          {name || t('open')}
        </Anchor>
        <Text size="sm" c="dimmed">
          {[rcp, version > 1 ? t('version', { version }) : ''].filter(Boolean).join(', ')}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">{dateTime(signedOn)}</Table.Td>
      <Table.Td>
        <StatusLabel tone={STATES[state].tone}>{STATES[state].text}</StatusLabel>
        {reasons.length > 0 ? (
          <List size="sm">
            {reasons
              .filter((line) => line.startsWith('- '))
              .map((line) => (
                <List.Item key={line}>{line.slice(2)}</List.Item>
              ))}
          </List>
        ) : null}
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          <FileButton file={pdf} label={t('pdf', { name })} icon={IconFileTypePdf} />
          <FileButton
            file={xml}
            label={t('cda', { name })}
            icon={IconFileCode}
            save={`frcp-${composition.id}.xml`}
          />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

interface FileButtonProps {
  file: Attachment | undefined;
  label: string;
  icon: typeof IconFileCode;
  /** Saved under this name, instead of shown. */
  save?: string;
}

function FileButton({ file, label, icon: Icon, save }: FileButtonProps) {
  const medplum = useMedplum();
  const [failed, setFailed] = useState(false);
  if (!file?.url) return null;
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={label}
          onClick={() => {
            setFailed(false);
            openAttachment(medplum, file, save).catch(() => setFailed(true));
          }}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {failed ? (
        <Text size="sm" c="red.9" role="alert">
          {t('failed')}
        </Text>
      ) : null}
    </>
  );
}
