import type {
  ClinicalDraft,
  EcogValue,
  G8Value,
  Origin,
  PhaseValue,
  ReportValue,
  TreatmentValue,
  TumourValue,
} from './draft.ts';

/** What each field holds when it is offered. */
export interface OfferValues {
  summary: string;
  tumour: TumourValue;
  ecog: EcogValue;
  g8: G8Value;
  phase: PhaseValue;
  screening: boolean;
  history: string;
  comorbidity: string;
  exams: string;
  report: ReportValue;
  treatment: TreatmentValue;
}

export type OfferField = keyof OfferValues;

/** A value of the record offered to one field, with its words and where it comes from. */
export type Offer<F extends OfferField = OfferField> = {
  [K in F]: { id: string; field: K; value: OfferValues[K]; words: string; origin: Origin };
}[F];

/** Fields that hold several values, and the list of the draft they go to. */
const LISTS = { tumour: 'tumours', report: 'reports', treatment: 'treatments' } as const;

type Scalar = Exclude<OfferField, keyof typeof LISTS>;

/** The draft with the offer taken over; taking it twice changes nothing. */
export function accept(draft: ClinicalDraft, offer: Offer): ClinicalDraft {
  const { value, origin } = offer;
  if (isAccepted(draft, offer)) return draft;
  if (isList(offer.field)) {
    const list = LISTS[offer.field];
    return { ...draft, [list]: [...draft[list], { value, origin }] };
  }
  return { ...draft, [offer.field]: { value, origin } };
}

/** Is the offer what the draft holds, unchanged? */
export function isAccepted(draft: ClinicalDraft, offer: Offer): boolean {
  const { reference } = offer.origin;
  if (isList(offer.field)) {
    return draft[LISTS[offer.field]].some(({ origin }) => origin?.reference === reference);
  }
  return draft[offer.field as Scalar]?.origin?.reference === reference;
}

/** Is the field filled, by whatever hand? An offer then only shows on demand. */
export function isFilled(draft: ClinicalDraft, field: OfferField): boolean {
  return isList(field) ? draft[LISTS[field]].length > 0 : draft[field as Scalar] !== undefined;
}

/** What is offered and neither taken over nor made useless by something typed. */
export function pending(draft: ClinicalDraft, offers: readonly Offer[]): Offer[] {
  return offers.filter(
    (one) => !isAccepted(draft, one) && (isList(one.field) || !isFilled(draft, one.field)),
  );
}

function isList(field: OfferField): field is keyof typeof LISTS {
  return field in LISTS;
}
