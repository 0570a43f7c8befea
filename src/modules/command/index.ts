import type { Module } from '#kernel/module.ts'
import { access } from './access.ts'
import { draftDirective, reviseDirective } from './directives/directive-draft.service.ts'
import { issueDirective, withdrawDirective } from './directives/directive-issue.service.ts'
import { completeDirective, reportDirective } from './directives/directive-report.service.ts'
import { confirmReading, getDirective, listDirectives } from './directives/directive.service.ts'
import {
  acknowledgeItem,
  claimItem,
  closeItem,
  commentOnItem,
  reportProgress,
  returnItem,
  verifyItem,
} from './items/item-acts.service.ts'
import {
  acceptTransfer,
  declineTransfer,
  extendItem,
  offerTransfer,
  requestExtension,
} from './items/item-changes.service.ts'
import {
  missAcknowledgement,
  missMilestone,
  turnBlue,
  turnRed,
} from './items/item-clock.service.ts'
import { addFile, addStatement, readFile } from './items/item-evidence.service.ts'
import { itemWithoutClock, orderWithoutTask, overdueNotRed } from './items/item-checks.service.ts'
import { itemFigures } from './items/item-figures.ts'
import { meetCheckItem, openCheckItem } from './items/item-doors.service.ts'
import { countItems, getItem, listItems } from './items/item.service.ts'

/** Command: what headquarters decides, who owes it, by when, and what came of it. */
export const command: Module = {
  name: 'command',
  access,
  operations: [
    listDirectives,
    getDirective,
    draftDirective,
    reviseDirective,
    issueDirective,
    withdrawDirective,
    reportDirective,
    confirmReading,
    listItems,
    countItems,
    getItem,
    acknowledgeItem,
    reportProgress,
    addFile,
    addStatement,
    readFile,
    claimItem,
    verifyItem,
    returnItem,
    closeItem,
    requestExtension,
    extendItem,
    offerTransfer,
    acceptTransfer,
    declineTransfer,
    commentOnItem,
  ],
  subscriptions: [completeDirective, openCheckItem, meetCheckItem],
  timers: [turnBlue, missMilestone, turnRed, missAcknowledgement],
  figures: itemFigures,
  checks: [itemWithoutClock, overdueNotRed, orderWithoutTask],
}

/** @public the doors for the modules above */
export { meetItem, openItem } from './items/item-doors.service.ts'
