import { counted } from '../format';

/** What the program is, and whose work it is made of. */
export const about = {
  open: 'About and licences',
  title: 'About Rollcall',
  version: (version: string) => `Version ${version}`,
  promise: 'Nothing leaves this computer: no server, no account, no update that calls home.',
  own: 'Rollcall is licensed under MIT or Apache-2.0, at your choice.',
  madeOf: 'Made of other people’s work',
  lead: (packages: number) => `${counted(packages, 'package', 'packages')} this program is built from, each under its own licence. Open one to read it.`,
  find: 'Find a package or a licence',
  none: 'No package goes by that.',
  bare: 'The package brings no text of its own; the licence it names stands with others of this list.',
  missing: 'The licences are not in this build: it was made without the task that gathers them.',
  failed: 'The list of licences could not be read.',
};
