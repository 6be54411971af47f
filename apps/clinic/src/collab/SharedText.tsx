import { marksIn, resolveMarks } from '@dcc/rules/src/merge/index.ts';
import { Button, Group, Text, Textarea, type TextareaProps } from '@mantine/core';
import { type ChangeEvent, useLayoutEffect, useRef, useState } from 'react';
import { t } from './messages.fr.ts';
import { caretAfter, cleanText } from './text-input.ts';

interface SharedTextProps extends Omit<TextareaProps, 'value' | 'onChange'> {
  value: string;
  onChange: (text: string) => void;
  /** `hold` of the shared resource: others' words wait while an accent is composed. */
  hold?: (held: boolean) => void;
}

/** A text that others may change while it is typed: the caret stays after its sign, and two texts are told. */
export function SharedText({ value, onChange, hold, ...props }: SharedTextProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const shown = useRef(value);
  const caret = useRef<[number, number]>([value.length, value.length]);
  const [cleaned, setCleaned] = useState(false);

  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = value;
    const element = area.current;
    if (before === value || !element || element.ownerDocument.activeElement !== element) return;
    const [start, end] = caret.current;
    const place = [caretAfter(before, value, start), caretAfter(before, value, end)] as const;
    caret.current = [...place];
    element.setSelectionRange(...place);
  }, [value]);

  const note = (element: HTMLTextAreaElement) => {
    caret.current = [element.selectionStart, element.selectionEnd];
  };
  const typed = (event: ChangeEvent<HTMLTextAreaElement>) => {
    const raw = event.currentTarget.value;
    const text = cleanText(raw);
    setCleaned(text.length < raw.replace(/\r/g, '').length);
    note(event.currentTarget);
    // What I typed is where I left the caret: only others' changes move it.
    shown.current = text;
    onChange(text);
  };
  return (
    <div>
      <Textarea
        autosize
        minRows={1}
        {...props}
        ref={area}
        value={value}
        onChange={typed}
        onSelect={(event) => note(event.currentTarget)}
        onCompositionStart={() => hold?.(true)}
        onCompositionEnd={() => hold?.(false)}
      />
      {cleaned ? (
        <Text size="sm" c="var(--dcc-quiet)" role="status">
          {t('cleaned')}
        </Text>
      ) : null}
      <Marks text={value} onResolve={onChange} disabled={props.disabled || props.readOnly} />
    </div>
  );
}

interface MarksProps {
  text: string;
  onResolve: (text: string) => void;
  disabled?: boolean;
}

/** Two texts in one place: whoever reads them chooses, when they like. */
function Marks({ text, onResolve, disabled }: MarksProps) {
  const writers = [...new Set(marksIn(text).map(({ initials }) => initials))];
  if (writers.length === 0 || disabled) return null;
  return (
    <Group gap="xs" mt={4} role="group" aria-label={t('twoTexts')}>
      <Text size="sm">{t('twoTexts')}</Text>
      {writers.map((initials) => (
        <Button
          key={initials}
          size="compact-sm"
          variant="default"
          onClick={() => onResolve(resolveMarks(text, initials))}
        >
          {t('keepOne', { initials })}
        </Button>
      ))}
      <Button size="compact-sm" variant="default" onClick={() => onResolve(resolveMarks(text))}>
        {t('keepAll')}
      </Button>
    </Group>
  );
}
