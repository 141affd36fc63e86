/** Whose conflicts are shown, as the address of the screen tells: `decider:Mara`, or `owner:` for nobody's. */
import { t } from '../../text';

export type Duty = 'decider' | 'owner';

export function chooses(duty: Duty, person: string): string {
  return `${duty}:${person}`;
}

/** What the core is asked for. */
export function answering(by: string | undefined): { decider?: string; owner?: string } {
  const [duty, ...person] = (by ?? '').split(':');
  return duty === 'decider' || duty === 'owner' ? { [duty]: person.join(':') } : {};
}

/** The same in words. */
export function byWhom(by: string): string {
  const { decider, owner } = answering(by);
  const said = decider ?? owner;
  if (said === undefined) return '';
  return `${t.conflicts.people.of[decider === undefined ? 'owner' : 'decider']}: ${said || t.conflicts.people.nobody}`;
}
