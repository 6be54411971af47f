import { type Answers, boundsOf, unitText } from '@dcc/rules/src/fiche/questionnaire.ts';
import { Checkbox, Group, Input, NativeSelect, NumberInput, Text } from '@mantine/core';
import type { QuestionnaireItem } from '@medplum/fhirtypes';
import { Choice, YesNo } from '../form/Choice.tsx';
import { DateField } from '../form/DateField.tsx';
import { WordsField } from '../form/WordsField.tsx';
import { t as ficheText } from '../messages.fr.ts';
import { rivals, wordsOf } from './merged.ts';
import { t } from './messages.fr.ts';
import { ticked } from './several.ts';
import { isSupported } from './supported.ts';

interface QuestionProps {
  item: QuestionnaireItem;
  answers: Answers[string];
  disabled: boolean;
  onAnswer: (linkId: string, answers: Answers[string]) => void;
}

/** Above this number of answers a list is shorter to read than buttons. */
const MOST_BUTTONS = 4;

/** One question of a Questionnaire, by its type. */
export function Question({ answers, ...rest }: QuestionProps) {
  const both = rivals(rest.item, answers);
  if (both.length === 0) return <OneQuestion answers={answers} {...rest} />;
  return (
    <div>
      <OneQuestion answers={NONE} {...rest} />
      <Text size="sm" className="dcc-lacks" mt={4}>
        {t('rivals', { answers: both.map((one) => `«\u00a0${one}\u00a0»`).join(' et ') })}
      </Text>
    </div>
  );
}

const NONE: Answers[string] = [];

function OneQuestion({ item, answers, disabled, onAnswer }: QuestionProps) {
  const label = item.text ?? '';
  const [first] = answers;
  const say = (next: Answers[string]) => onAnswer(item.linkId, next);
  if (!isSupported(item)) return <Unsupported label={label} />;
  if (item.type === 'choice') return <ChoiceQuestion {...{ item, answers, disabled, onAnswer }} />;
  if (item.type === 'boolean') {
    return (
      <YesNo
        label={label}
        value={first?.valueBoolean}
        disabled={disabled}
        onChange={(valueBoolean) => say(valueBoolean === undefined ? [] : [{ valueBoolean }])}
      />
    );
  }
  if (item.type === 'date') {
    return (
      <DateField
        label={label}
        value={first?.valueDate}
        disabled={disabled}
        onChange={(valueDate) => say(valueDate ? [{ valueDate }] : [])}
      />
    );
  }
  if (item.type === 'decimal' || item.type === 'integer')
    return <NumberQuestion {...{ item, answers, disabled, onAnswer }} />;
  return (
    <WordsField
      label={label}
      minRows={1}
      value={wordsOf(answers)}
      disabled={disabled}
      onChange={(valueString) => say(valueString ? [{ valueString }] : [])}
    />
  );
}

function Unsupported({ label }: { label: string }) {
  return (
    <div>
      <Input.Label component="p" m={0}>
        {label}
      </Input.Label>
      <Text size="sm" c="var(--dcc-quiet)">
        {t('unsupported')}
      </Text>
    </div>
  );
}

function NumberQuestion({ item, answers, disabled, onAnswer }: QuestionProps) {
  const { min, max } = boundsOf(item);
  const unit = unitText(item);
  const integer = item.type === 'integer';
  const value = integer ? answers[0]?.valueInteger : answers[0]?.valueDecimal;
  const outside = value !== undefined && (value < (min ?? value) || value > (max ?? value));
  return (
    <NumberInput
      label={unit ? `${item.text} (${unit})` : item.text}
      maw={260}
      disabled={disabled}
      allowDecimal={!integer}
      decimalSeparator=","
      allowedDecimalSeparators={[',', '.']}
      value={value ?? ''}
      error={outside ? ficheText('outside', { min: min ?? '', max: max ?? '' }) : undefined}
      onChange={(next) => {
        const number = Number(next);
        const said = next === '' || Number.isNaN(number);
        onAnswer(item.linkId, said ? [] : [integer ? { valueInteger: number } : { valueDecimal: number }]);
      }}
    />
  );
}

function ChoiceQuestion({ item, answers, disabled, onAnswer }: QuestionProps) {
  const options = (item.answerOption ?? []).map(({ valueCoding }) => ({
    value: valueCoding?.code ?? '',
    label: valueCoding?.display ?? '',
  }));
  const coding = (code: string) => {
    const found = item.answerOption?.find(({ valueCoding }) => valueCoding?.code === code)?.valueCoding;
    const { extension: _, ...plain } = found ?? {};
    return { valueCoding: plain };
  };
  const codes = answers.flatMap(({ valueCoding }) => valueCoding?.code ?? []);
  if (item.repeats) {
    return (
      <Checkbox.Group
        label={item.text}
        value={codes}
        onChange={(next) => onAnswer(item.linkId, ticked(item, codes, next).map(coding))}
      >
        <Group gap="sm" mt={4}>
          {options.map(({ value, label }) => (
            <Checkbox key={value} value={value} label={label} disabled={disabled} />
          ))}
        </Group>
      </Checkbox.Group>
    );
  }
  if (options.length > MOST_BUTTONS) {
    return (
      <NativeSelect
        label={item.text}
        disabled={disabled}
        value={codes[0] ?? ''}
        data={[{ value: '', label: ficheText('unsaid') }, ...options]}
        onChange={({ currentTarget }) =>
          onAnswer(item.linkId, currentTarget.value ? [coding(currentTarget.value)] : [])
        }
      />
    );
  }
  return (
    <Choice
      label={item.text ?? ''}
      value={codes[0]}
      options={options}
      disabled={disabled}
      onChange={(code) => onAnswer(item.linkId, code ? [coding(code)] : [])}
    />
  );
}
