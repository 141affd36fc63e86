/** The views of what people agree on. Each has an address: `#/governance/rules`. */
import type { Component } from 'svelte';

import { t } from '../../text';
import Approach from './Approach/Approach.svelte';
import Consents from './Consents/Consents.svelte';
import Costs from './Costs/Costs.svelte';
import Log from './Log/Log.svelte';
import Owners from './Owners.svelte';
import Requests from './Requests/Requests.svelte';
import Rules from './Rules/Rules.svelte';
import UseCase from './UseCase/UseCase.svelte';

export interface GovernanceTab {
  /** What follows the screen in the address. */
  route: string;
  label: string;
  component: Component;
}

export const TABS: readonly [GovernanceTab, ...GovernanceTab[]] = [
  { route: 'owners', label: t.governance.owners, component: Owners },
  { route: 'rules', label: t.rules.tab, component: Rules },
  { route: 'consents', label: t.consents.tab, component: Consents },
  { route: 'requests', label: t.requests.tab, component: Requests },
  { route: 'use-case', label: t.useCase.tab, component: UseCase },
  { route: 'approach', label: t.approach.tab, component: Approach },
  { route: 'costs', label: t.costs.tab, component: Costs },
  { route: 'log', label: t.log.tab, component: Log },
];
