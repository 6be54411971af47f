import { cleanText } from '@dcc/rules/src/fiche/clean-text.ts';
import type { Sourced } from '@dcc/rules/src/inscription/draft.ts';
import type { Offer } from '@dcc/rules/src/inscription/offer.ts';
import { Box, Textarea } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { OfferLine } from './OfferLine.tsx';
import { SourceMark } from './SourceMark.tsx';

interface SourcedTextFieldProps {
  label: string;
  description?: string;
  value?: Sourced<string>;
  offer?: Offer;
  onTake(offer: Offer): void;
  onChange(value: Sourced<string> | undefined): void;
  minRows?: number;
  id?: string;
}

/** A text with what the record offers for it: Enter in the empty field takes it over, typing replaces it. */
export function SourcedTextField({
  label,
  description,
  value,
  offer,
  onTake,
  onChange,
  minRows = 2,
  id,
}: SourcedTextFieldProps) {
  const text = value?.value ?? '';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || text || !offer || event.shiftKey) return;
    event.preventDefault();
    onTake(offer);
  };
  return (
    <Box>
      <Textarea
        id={id}
        label={label}
        description={description}
        autosize
        minRows={minRows}
        maxRows={14}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          const typed = cleanText(event.currentTarget.value).text;
          onChange(typed ? { value: typed } : undefined);
        }}
      />
      {value?.origin ? <SourceMark origin={value.origin} /> : null}
      {!text && offer ? <OfferLine offer={offer} field={label} onTake={onTake} hint /> : null}
    </Box>
  );
}
