import {
  type Accepted,
  type DryRun,
  productIdOf,
  type SubmissionId,
  submissionLinks,
} from '@async-catalog/product-schema';
import { acceptOnce, type AcceptOnceDeps } from './accept/accept-once.ts';
import { accept } from './accept/accept.ts';
import type { IntakeCommand } from './intake-command.ts';
import { type CheckedItems, checkItems } from './items/check-items.ts';
import { refuseUnfit } from './items/refuse-unfit.ts';
import type { IntakeTelemetry } from './ports.ts';

export interface IntakeDeps extends AcceptOnceDeps {
  readonly telemetry: IntakeTelemetry;
}

/** `replayed`: an earlier command with the same key was accepted, and this one changed nothing. */
export type IntakeResult =
  | { readonly kind: 'accepted'; readonly accepted: Accepted; readonly replayed: boolean }
  | { readonly kind: 'checked'; readonly checked: DryRun };

/** @throws {ProblemError} for everything but success. */
export type Intake = (command: IntakeCommand) => Promise<IntakeResult>;

export function createIntake(deps: IntakeDeps): Intake {
  const { telemetry } = deps;
  return async (command) => {
    const items = checkItems(command.items);
    if (command.dryRun) {
      const checked = { valid: items.products.size, rejected: [...items.rejected] };
      telemetry.checked(checked);
      return { kind: 'checked', checked };
    }
    refuseUnfit(command, items);
    const { id, replayed } =
      command.key === undefined
        ? await accept(deps, command, items)
        : await acceptOnce(deps, command, items, command.key);
    const accepted = buildAccepted(id, items);
    telemetry.accepted(accepted, { replayed });
    return { kind: 'accepted', accepted, replayed };
  };
}

/** Depends on the id and the items alone, so that a repeat gets the same answer. */
function buildAccepted(submissionId: SubmissionId, { products, rejected }: CheckedItems): Accepted {
  return {
    submissionId,
    status: 'queued',
    total: products.size + rejected.length,
    items: Array.from(products, ([index, { sku }]) => ({
      index,
      productId: productIdOf({ submissionId, index, sku }),
      ...(sku !== undefined && { sku }),
    })),
    rejected: [...rejected],
    links: submissionLinks(submissionId),
  };
}
