interface Started {
  readonly address: string
  readonly version: string
  readonly databaseMs: number
  readonly wantedPort: number
}

/** What the demo prints: what it is, where to look, which keys there are. */
export function demoBanner(started: Started & { readonly story: string }): string {
  const { address, version } = started
  return [
    `铁壁 Bulwark ${version} · 演示模式（数据全部虚构）        demo, all data fictional`,
    `  ✔ 数据库   内置 PostgreSQL，无需安装                   ${seconds(started.databaseMs)}`,
    `  ✔ 剧本     ${started.story}`,
    ...portLine(started),
    `  指挥长     ${address}/        一键进入，无密码（仅演示、仅本机）`,
    `  各岗位     ${address}/roles   one click per post, this machine only`,
    `  接口       ${address}/docs    健康 /healthz   指标 /metrics`,
    `  空格 暂停 pause · → 下一事件 next · q 退出 quit`,
    '',
  ].join('\n')
}

/** What a real installation prints at its first start: the way to the three-step set-up. */
export function emptyBanner(started: Started & { readonly setupCode: string }): string {
  const { address, version } = started
  return [
    `铁壁 Bulwark ${version} · 正式系统                       a real installation`,
    `  ✔ 数据库                                             ${seconds(started.databaseMs)}`,
    ...portLine(started),
    `  打开 open  ${address}/`,
    `  设置码 set-up code  ${started.setupCode}   （首次使用时在网页中填写 · asked for by the set-up page）`,
    '',
  ].join('\n')
}

function portLine({ address, wantedPort }: Started): string[] {
  if (address.endsWith(`:${wantedPort}`) || wantedPort === 0) return []
  return [
    `  ⚠ ${wantedPort} 被占用，已改用 ${address.split(':').at(-1)}   port ${wantedPort} is taken, using another`,
  ]
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
