import type { DocumentReference, HealthcareService } from '@medplum/fhirtypes';
import { memo, useCallback } from 'react';
import { Section } from './form/Section.tsx';
import { t } from './messages.fr.ts';
import type { FicheContent, PartKey } from './model/index.ts';
import { DiscoverySection } from './sections/DiscoverySection.tsx';
import { FrameSection } from './sections/FrameSection.tsx';
import { FunctionalSection } from './sections/FunctionalSection.tsx';
import { PhaseSection } from './sections/PhaseSection.tsx';
import { PregnancySection } from './sections/PregnancySection.tsx';
import { ProposalSection } from './sections/ProposalSection.tsx';
import { QuestionSection } from './sections/QuestionSection.tsx';
import { ReasonSection } from './sections/ReasonSection.tsx';
import { RecordSection } from './sections/RecordSection.tsx';
import { ReportSection } from './sections/ReportSection.tsx';
import { TreatmentsSection } from './sections/TreatmentsSection.tsx';
import { TumourSection } from './sections/TumourSection.tsx';
import { WordsSection } from './sections/WordsSection.tsx';
import type { FicheStore } from './store/fiche-store.ts';

interface CoreFormProps {
  content: FicheContent;
  change: FicheStore['change'];
  disabled: boolean;
  lacks: (key: PartKey) => readonly string[];
  documents: readonly DocumentReference[];
  /** A man has none, unless somebody wrote some. */
  hasPregnancies: boolean;
  age: number | undefined;
  /** Of the case: its catalogue entry names its forms. */
  rcp: HealthcareService | undefined;
  /** A doctor or a coordinator: writes the proposal. */
  mayDecide: boolean;
}

// A keystroke changes one part: the others must not be drawn again.
const Reason = memo(ReasonSection);
const Question = memo(QuestionSection);
const Discovery = memo(DiscoverySection);
const Tumour = memo(TumourSection);
const Functional = memo(FunctionalSection);
const Pregnancy = memo(PregnancySection);
const Phase = memo(PhaseSection);
const Treatments = memo(TreatmentsSection);
const Report = memo(ReportSection);
const Record = memo(RecordSection);
const Proposal = memo(ProposalSection);
const Frame = memo(FrameSection);
const Words = memo(WordsSection);

/** One function per part, the same at each drawing. */
function usePart<K extends PartKey>(change: FicheStore['change'], key: K) {
  return useCallback((value: FicheContent[K]) => change(key, value), [change, key]);
}

const NO_LACK: readonly string[] = [];

/** Every part of the FRCP (spec/cda-frcp.md), in the order in which a record is told. */
export function CoreForm(props: CoreFormProps) {
  const { content, change, disabled, documents, hasPregnancies, age, rcp, mayDecide } = props;
  const lacksOf = (key: PartKey) => {
    const lacks = props.lacks(key);
    return lacks.length > 0 ? lacks : NO_LACK;
  };
  const part = <K extends PartKey>(key: K, onChange: (value: FicheContent[K]) => void) => ({
    value: content[key],
    onChange,
    disabled,
    lacks: lacksOf(key),
  });
  return (
    <>
      <Question {...part('question', usePart(change, 'question'))} />
      <Reason {...part('reason', usePart(change, 'reason'))} />
      <Discovery {...part('discovery', usePart(change, 'discovery'))} />
      <Tumour {...part('tumour', usePart(change, 'tumour'))} />
      <Phase {...part('phase', usePart(change, 'phase'))} />
      <Words part="history" {...part('history', usePart(change, 'history'))} />
      <Words part="comorbidity" {...part('comorbidity', usePart(change, 'comorbidity'))} />
      <Functional {...part('functional', usePart(change, 'functional'))} age={age} rcp={rcp} />
      <Pregnancies shown={hasPregnancies} {...part('pregnancy', usePart(change, 'pregnancy'))} />
      <Words part="wishes" {...part('wishes', usePart(change, 'wishes'))} />
      <Words part="exams" {...part('exams', usePart(change, 'exams'))} />
      <OrganSummary lines={content.organ.lines} />
      <Treatments {...part('treatments', usePart(change, 'treatments'))} />
      <Report kind="operative" documents={documents} {...part('operative', usePart(change, 'operative'))} />
      <Report kind="pathology" documents={documents} {...part('pathology', usePart(change, 'pathology'))} />
      <Report kind="molecular" documents={documents} {...part('molecular', usePart(change, 'molecular'))} />
      <Record {...part('record', usePart(change, 'record'))} />
      <Proposal {...part('proposal', usePart(change, 'proposal'))} readOnlyRole={!mayDecide} />
      <Frame {...part('frame', usePart(change, 'frame'))} />
      <Words part="comment" {...part('comment', usePart(change, 'comment'))} />
      <Words part="privacy" {...part('privacy', usePart(change, 'privacy'))} />
    </>
  );
}

function Pregnancies({
  shown,
  ...props
}: React.ComponentProps<typeof PregnancySection> & { shown: boolean }) {
  return shown ? <Pregnancy {...props} /> : null;
}

/** What the organ part adds to the exams: seen here as it will be in the document. */
function OrganSummary({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Section id="organ-summary" title={t('organSummary')}>
      <ul className="dcc-summary">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}
