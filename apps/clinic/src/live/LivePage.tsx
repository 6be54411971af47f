import { useEffect, useRef, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useMe } from '../data/me.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import type { CaseLine } from '../session/lines.ts';
import { Agenda } from './Agenda.tsx';
import { Attendance, attendeeOf } from './Attendance.tsx';
import { begun, ended } from './attendance.ts';
import { CasePane } from './CasePane.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { actOf, type KeyAct } from './keys.ts';
import { LiveHeader } from './LiveHeader.tsx';
import './live.css';
import { t } from './messages.fr.ts';
import { Quorum } from './Quorum.tsx';
import { evidenceLines, quorumOf } from './quorum.ts';
import { started } from './treatment.ts';
import { useCase } from './useCase.ts';
import { useSession } from './useSession.ts';

export function LivePage() {
  const { id = '' } = useParams();
  const live = useSession(id);
  useEffect(() => {
    document.title = `${t('title')} · DCC`;
  }, []);
  if (live.query.isError && !live.record) {
    return <ErrorState error={live.query.error} onRetry={() => void live.query.refetch()} />;
  }
  if (!live.record || !live.session) return <Loading label={t('loading')} />;
  return <Room live={live} />;
}

type Live = ReturnType<typeof useSession>;

function Room({ live }: { live: Live }) {
  const { lines, session } = live;
  const [params, setParams] = useSearchParams();
  const firstLeft = lines.find(({ state }) => state === 'running' || state === 'planned') ?? lines[0];
  const current = lines.find((one) => one.id === params.get('dossier')) ?? firstLeft;
  const open = (id: string) =>
    setParams((before) => ({ ...Object.fromEntries(before), dossier: id }), { replace: true });
  if (!current || !session) {
    return <EmptyState title={t('empty')} hint={t('emptyHint')} />;
  }
  return <Board key={session.id} live={live} current={current} onOpen={open} />;
}

interface BoardProps {
  live: Live;
  current: CaseLine;
  onOpen: (id: string) => void;
}

function Board({ live, current, onOpen }: BoardProps) {
  const { record, lines, shared } = live;
  const session = live.session!;
  const me = useMe();
  const role =
    me.roles.find(({ organization }) => organization?.reference === session.serviceProvider?.reference) ??
    me.roles[0];
  const myRole = role && `PractitionerRole/${role.id}`;
  const mayRun =
    me.may('Encounter', 'update') && session.status !== 'finished' && session.status !== 'cancelled';
  const mayDecide = me.may('CarePlan', 'update');
  const [projected, setProjected] = useState(false);
  const [search, setSearch] = useState('');
  const [help, setHelp] = useState(false);
  const [panel, setPanel] = useState<'done' | 'postpone'>();
  const find = useRef<HTMLInputElement>(null);
  const decide = useRef<HTMLInputElement>(null);
  const sheet = useRef<HTMLElement>(null);
  const liveCase = useCase(current.id, myRole);
  const rcpCase = liveCase.rcpCase.value ?? current.rcpCase;
  const at = lines.indexOf(current);
  const step = (by: number) => {
    const next = lines[at + by];
    if (next) {
      setPanel(undefined);
      onOpen(next.id);
    }
  };
  const acts: Record<KeyAct, () => void> = {
    next: () => step(1),
    previous: () => step(-1),
    decision: () => decide.current?.focus(),
    attendance: () => (sheet.current?.querySelector('select') ?? sheet.current)?.focus(),
    find: () => find.current?.focus(),
    done: () => mayRun && setPanel('done'),
    postpone: () => mayRun && setPanel('postpone'),
    start: () => mayRun && liveCase.rcpCase.change((draft) => started(draft, new Date().toISOString())),
    project: () => setProjected((before) => !before),
    help: () => setHelp((before) => !before),
  };
  useKeys(acts);
  useProjection(projected);
  // The list shows at once what is decided here.
  const { put } = live;
  const own = liveCase.rcpCase.value;
  useEffect(() => {
    if (own) put(own);
  }, [own, put]);
  const quorum = quorumOf(record!, session, rcpCase, new Date().toISOString());
  return (
    <div className="live" data-projected={projected || undefined}>
      <LiveHeader
        record={record!}
        session={session}
        projected={projected}
        mayRun={mayRun}
        left={lines.filter(({ state }) => state === 'planned' || state === 'running').length}
        onBegin={() => shared.change((draft) => begun(draft, new Date().toISOString()))}
        onEnd={async () => {
          const now = new Date().toISOString();
          shared.change((draft) => ended(draft, (one) => attendeeOf(record!, one), now));
          await shared.flush();
        }}
        onProject={acts.project}
        onHelp={acts.help}
      />
      {help ? <KeysHelp onClose={() => setHelp(false)} /> : null}
      <div className="live-columns">
        <Agenda
          lines={lines}
          current={current.id}
          projected={projected}
          search={search}
          onSearch={setSearch}
          onOpen={(id) => {
            setPanel(undefined);
            onOpen(id);
          }}
          field={find}
        />
        <CasePane
          key={current.id}
          live={liveCase}
          line={current}
          record={record!}
          session={session}
          me={myRole}
          mayDecide={mayDecide}
          mayRun={mayRun}
          last={at === lines.length - 1}
          field={decide}
          panel={panel}
          onPanel={setPanel}
          onNext={() => step(1)}
          onGone={() => {
            step(1);
            void live.query.refetch();
          }}
        />
        <div className="live-side">
          <Quorum
            result={quorum}
            evidence={evidenceLines(quorum, session, rcpCase)}
            rule={record!.rule?.rule}
          />
          <Attendance
            record={record!}
            session={session}
            rcpCase={rcpCase}
            editable={mayRun && shared.value !== undefined}
            onSession={shared.change}
            onCase={liveCase.rcpCase.change}
            onPeople={live.put}
            box={sheet}
          />
        </div>
      </div>
    </div>
  );
}

function useKeys(acts: Record<KeyAct, () => void>): void {
  const newest = useRef(acts);
  newest.current = acts;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (
        event.key === 'Escape' &&
        target instanceof HTMLElement &&
        target.matches('textarea, input, select')
      ) {
        target.blur();
        return;
      }
      const act = actOf(event, target);
      if (!act) return;
      event.preventDefault();
      newest.current[act]();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

/** On the wall every size grows with the root: the smallest text is read at five metres. */
function useProjection(projected: boolean): void {
  useEffect(() => {
    document.documentElement.classList.toggle('dcc-projected', projected);
    return () => document.documentElement.classList.remove('dcc-projected');
  }, [projected]);
}
