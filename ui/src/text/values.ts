/** A standardised value as people read it. The value itself stays as it is. */
import { t } from './chosen';
import { date, dateTime } from './format';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?$/;

export function said(attribute: { family: string }, value: string): string {
  if (attribute.family === 'consent') return t.words.consents[value] ?? moment(value);
  return attribute.family === 'lifecycle' || attribute.family === 'event' ? moment(value) : value;
}

function moment(value: string): string {
  if (DAY.test(value)) return date(`${value}T00:00:00`);
  const parts = MOMENT.exec(value);
  if (!parts) return value;
  // The clock as the file writes it, whatever the zone of this computer.
  const clock = parts[1] ?? '';
  return clock.slice(11, 16) === '00:00' ? date(clock) : `${dateTime(clock)}${zone(parts[2])}`;
}

/** How far a clock is from UTC, behind the time it shows; nothing where no file tells. */
function zone(offset: string | undefined): string {
  if (offset === undefined) return '';
  return offset === 'Z' ? ' UTC' : ` UTC${offset.replace('-', '−')}`;
}
