import { useCallback, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useMe } from '../data/me.ts';
import type { CaseLine } from '../session/lines.ts';
import { Agenda } from './Agenda.tsx';
import { attendeeOf } from './Attendance.tsx';
import { begun, ended } from './attendance.ts';
import { type CaseAct, CaseBoard } from './CaseBoard.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import type { KeyAct } from './keys.ts';
import { LiveHeader } from './LiveHeader.tsx';
import { useSoon } from './soon.ts';
import { useKeys, useProjection } from './useKeys.ts';
import type { useSession } from './useSession.ts';

interface BoardProps {
  live: ReturnType<typeof useSession>;
  current: CaseLine;
  onOpen: (id: string) => void;
}

/**
 * The screen of the room. The list answers a key at once; the case, long to draw, follows by itself and never keeps
 * the next key waiting.
 */
export function Board({ live, current, onOpen }: BoardProps) {
  const { lines, shared, put, query } = live;
  const record = live.record!;
  const session = live.session!;
  const me = useMe();
  const role =
    me.roles.find(({ organization }) => organization?.reference === session.serviceProvider?.reference) ??
    me.roles[0];
  const mayRun =
    me.may('Encounter', 'update') && session.status !== 'finished' && session.status !== 'cancelled';
  const [projected, setProjected] = useState(false);
  const [help, setHelp] = useState(false);
  const find = useRef<HTMLInputElement>(null);
  const drawn = useDeferredValue(current.id);
  const shown = lines.find(({ id }) => id === drawn) ?? current;
  const newest = useRef({ lines, current, record, shared });
  newest.current = { lines, current, record, shared };

  const step = useCallback(
    (by: number) => {
      const now = newest.current;
      const next = now.lines[now.lines.findIndex(({ id }) => id === now.current.id) + by];
      if (next) onOpen(next.id);
    },
    [onOpen],
  );
  const onNext = useCallback(() => step(1), [step]);
  const { refetch } = query;
  const onGone = useCallback(() => {
    step(1);
    void refetch();
  }, [step, refetch]);
  const changeSession = useSoon(`Encounter/${session.id}`, shared);
  const onBegin = useCallback(
    () => changeSession((draft) => begun(draft, new Date().toISOString())),
    [changeSession],
  );
  const onEnd = useCallback(async () => {
    const now = new Date().toISOString();
    changeSession((draft) => ended(draft, (one) => attendeeOf(newest.current.record, one), now));
    await newest.current.shared.flush();
  }, [changeSession]);
  const onProject = useCallback(() => setProjected((before) => !before), []);
  const onHelp = useCallback(() => setHelp((before) => !before), []);

  const acts = useRef<Partial<Record<CaseAct, () => void>>>({});
  /** Asked of a case that is chosen and not drawn yet: never done to the one that is still on screen. */
  const waiting = useRef<CaseAct>(undefined);
  const isDrawn = shown.id === current.id;
  useEffect(() => {
    const act = waiting.current;
    if (!act || !isDrawn) return;
    waiting.current = undefined;
    acts.current[act]?.();
  }, [isDrawn]);
  const walk = (by: number) => {
    waiting.current = undefined;
    step(by);
  };
  const own: Partial<Record<KeyAct, () => void>> = {
    next: () => walk(1),
    previous: () => walk(-1),
    find: () => find.current?.focus(),
    project: onProject,
    help: onHelp,
  };
  useKeys((act) => {
    if (own[act]) own[act]();
    else if (isDrawn) acts.current[act as CaseAct]?.();
    else waiting.current = act as CaseAct;
  });
  useProjection(projected);
  return (
    <div className="live" data-projected={projected || undefined}>
      <LiveHeader
        record={record}
        session={session}
        projected={projected}
        mayRun={mayRun}
        left={lines.filter(({ state }) => state === 'planned' || state === 'running').length}
        onBegin={onBegin}
        onEnd={onEnd}
        onProject={onProject}
        onHelp={onHelp}
      />
      {help ? <KeysHelp onClose={onHelp} /> : null}
      <div className="live-columns">
        <Agenda lines={lines} current={current.id} projected={projected} onOpen={onOpen} field={find} />
        <CaseBoard
          line={shown}
          record={record}
          session={session}
          sessionIsHere={shared.value !== undefined}
          me={role && `PractitionerRole/${role.id}`}
          mayDecide={me.may('CarePlan', 'update')}
          mayRun={mayRun}
          last={shown.id === lines.at(-1)?.id}
          acts={acts}
          onSession={changeSession}
          onPeople={put}
          onNext={onNext}
          onGone={onGone}
        />
      </div>
    </div>
  );
}
