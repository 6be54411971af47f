import type { Encounter, Resource } from '@medplum/fhirtypes';
import { memo, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { CaseLine } from '../session/lines.ts';
import type { SessionRecord } from '../session/record.ts';
import { Attendance } from './Attendance.tsx';
import { CasePane } from './CasePane.tsx';
import type { KeyAct } from './keys.ts';
import { Quorum } from './Quorum.tsx';
import { evidenceLines, quorumOf } from './quorum.ts';
import { useSoon } from './soon.ts';
import { started } from './treatment.ts';
import { useCase } from './useCase.ts';

/** What the keys ask of one case. */
export type CaseAct = Extract<KeyAct, 'decision' | 'attendance' | 'done' | 'postpone' | 'start'>;

interface CaseBoardProps {
  line: CaseLine;
  record: SessionRecord;
  session: Encounter;
  /** May the sheet be written: the session itself was read. */
  sessionIsHere: boolean;
  me: string | undefined;
  mayDecide: boolean;
  mayRun: boolean;
  last: boolean;
  /** Where this component puts what the keys do to its case. */
  acts: RefObject<Partial<Record<CaseAct, () => void>>>;
  onSession: (edit: (draft: Encounter) => Encounter) => void;
  onPeople: (...resources: Resource[]) => void;
  onNext: () => void;
  onGone: () => void;
}

/** One case with who is there for it: drawn again when the case, the session or its people change. */
export const CaseBoard = memo(function CaseBoard(props: CaseBoardProps) {
  const { line, record, session, sessionIsHere, me, mayRun, acts, onSession, onPeople } = props;
  const live = useCase(line.id, me);
  const own = live.rcpCase.value;
  const rcpCase = own ?? line.rcpCase;
  const [asked, setAsked] = useState<{ of: string; panel: 'done' | 'postpone' | undefined }>();
  // A question is about one case: it does not follow to the next one.
  const panel = asked?.of === line.id ? asked.panel : undefined;
  const onPanel = (next: 'done' | 'postpone' | undefined) => setAsked({ of: line.id, panel: next });
  const decide = useRef<HTMLInputElement>(null);
  const sheet = useRef<HTMLElement>(null);
  const changeCase = useSoon(`Encounter/${line.id}`, live.rcpCase);
  useLayoutEffect(() => {
    acts.current = {
      decision: () => decide.current?.focus(),
      attendance: () => (sheet.current?.querySelector('select') ?? sheet.current)?.focus(),
      done: () => mayRun && onPanel('done'),
      postpone: () => mayRun && onPanel('postpone'),
      start: () => mayRun && changeCase((draft) => started(draft, new Date().toISOString())),
    };
  });
  // The list shows at once what is decided here.
  useEffect(() => {
    if (own) onPeople(own);
  }, [own, onPeople]);
  const quorum = useMemo(
    () => quorumOf(record, session, rcpCase, new Date().toISOString()),
    [record, session, rcpCase],
  );
  const evidence = useMemo(() => evidenceLines(quorum, session, rcpCase), [quorum, session, rcpCase]);
  return (
    <>
      <CasePane
        key={line.id}
        live={live}
        line={line}
        quorum={quorum}
        session={session}
        me={me}
        mayDecide={props.mayDecide}
        mayRun={mayRun}
        last={props.last}
        field={decide}
        panel={panel}
        onPanel={onPanel}
        onNext={props.onNext}
        onGone={props.onGone}
      />
      <div className="live-side">
        <Quorum result={quorum} evidence={evidence} rule={record.rule?.rule} />
        <Attendance
          record={record}
          session={session}
          rcpCase={rcpCase}
          editable={mayRun && sessionIsHere}
          onSession={onSession}
          onCase={changeCase}
          onPeople={onPeople}
          box={sheet}
        />
      </div>
    </>
  );
});
