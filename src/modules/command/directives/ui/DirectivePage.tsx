import { useRead } from '#web/api.ts'
import { useFormat, useText } from '#web/i18n.ts'
import { usePathParam } from '#web/navigation.ts'
import { AppLink } from '#web/ui/AppLink.tsx'
import { Facts } from '#web/ui/Facts.tsx'
import { Instant } from '#web/ui/Instant.tsx'
import { Notice } from '#web/ui/Notice.tsx'
import { Page } from '#web/ui/Page.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { UnitName } from '#web/ui/UnitName.tsx'
import '../../ui/command.css'
import { DirectiveId } from '../../contract.ts'
import { directives } from '../directive.schema.ts'
import { DirectiveActs } from './DirectiveActs.tsx'
import type { DirectiveDetail } from './directive-rows.ts'
import { DirectiveReceipts } from './DirectiveReceipts.tsx'
import { DirectiveStatusTag } from './DirectiveStatusTag.tsx'
import { DirectiveTasks } from './DirectiveTasks.tsx'
import { useReadReceipt } from './read-receipt.ts'

/** One order: its text, who must do what, who has read it, how fast it was acknowledged. */
export function DirectivePage() {
  const t = useText()
  const param = usePathParam('directiveId')
  const id = DirectiveId.safeParse(param).data
  const query = useRead(directives.get, { id: param }, { enabled: id !== undefined })
  if (id !== undefined && query.data) return <OneDirective directive={query.data} />
  return (
    <Page title={t('command.directive.one')} width="narrow">
      {id === undefined ? (
        <Notice tone="problem">{t('kernel.not_found')}</Notice>
      ) : (
        <Shown query={query}>{() => null}</Shown>
      )}
    </Page>
  )
}

function OneDirective({ directive }: { readonly directive: DirectiveDetail }) {
  const t = useText()
  const format = useFormat()
  useReadReceipt(directive)
  const { titleZh, titleEn, bodyZh, bodyEn, number, series, status } = directive
  return (
    <Page
      title={format.bilingual({ zh: titleZh, en: titleEn })}
      lead={
        <span className="row">
          <span className="nowrap">
            {t(`command.directive.series.${series}`)} {number ?? t('command.directive.no_number')}
          </span>
          <DirectiveStatusTag status={status} />
        </span>
      }
      actions={<DirectiveActs directive={directive} />}
    >
      <Withdrawal directive={directive} />
      <Section title={t('command.directive.body')}>
        <p className="pre-line">{format.bilingual({ zh: bodyZh, en: bodyEn })}</p>
        <DirectiveFacts directive={directive} />
        {directive.report && (
          <>
            <h3>{t('command.directive.report_shown')}</h3>
            <p className="pre-line">{directive.report}</p>
          </>
        )}
      </Section>
      {directive.withdrawsId === null && (
        <>
          <DirectiveTasks directive={directive} />
          <DirectiveReceipts directive={directive} />
        </>
      )}
    </Page>
  )
}

function Withdrawal({ directive }: { readonly directive: DirectiveDetail }) {
  const t = useText()
  const { withdrawsId, withdrawsNumber, withdrawnByNumber } = directive
  if (withdrawsId === null && withdrawnByNumber === null) return null
  return (
    <Notice tone="attention">
      {withdrawnByNumber !== null &&
        t('command.directive.withdrawn_by', { number: withdrawnByNumber })}
      {withdrawsId !== null && (
        <AppLink to={`/directives/${withdrawsId}`}>
          {t('command.directive.withdraws', { number: withdrawsNumber })}
        </AppLink>
      )}
    </Notice>
  )
}

function DirectiveFacts({ directive }: { readonly directive: DirectiveDetail }) {
  const t = useText()
  const format = useFormat()
  const { source, issuerCode, issuedByZh, issuedByEn, issuedAt, medianAcknowledgeMinutes } =
    directive
  return (
    <Facts
      missing={t('command.item.not_stated')}
      facts={[
        { label: t('command.directive.source'), value: source },
        { label: t('command.item.issuer'), value: <UnitName code={issuerCode} /> },
        {
          label: t('command.directive.issued_by'),
          value: issuedByZh && format.name({ nameZh: issuedByZh, nameEn: issuedByEn ?? '' }),
        },
        {
          label: t('command.directive.issued_at'),
          value: issuedAt && <Instant at={issuedAt} />,
        },
        {
          label: t('command.directive.median'),
          value:
            medianAcknowledgeMinutes === null
              ? t('command.directive.median_none')
              : t('command.directive.minutes', { minutes: medianAcknowledgeMinutes }),
        },
      ]}
    />
  )
}
