import type { PageContext } from '../../views/context.js';

/** What the form calls its fields, in the order of the page: for the list of problems. */
export function labelsOf({ t }: PageContext): Partial<Record<string, string>> {
  return {
    discoveredAt: t('发现时间', 'Discovered'),
    source: t('信息来源', 'Source'),
    plotNumber: t('图斑编号', 'Plot number'),
    town: t('镇（园区）', 'Town or park'),
    placeText: t('占地位置', 'Place'),
    placeCode: t('村级区划代码', 'Village code'),
    point: t('坐标', 'Coordinates'),
    project: t('建设项目', 'Project'),
    stage: t('建到哪一步', 'How far it is'),
    description: t('违法情况', 'What is wrong'),
    severity: t('严重程度', 'Severity'),
    stopFailedAt: t('制止无效的时间', 'Stopping failed'),
    areaTotal: t('占地面积', 'Area'),
    areaArable: t('其中耕地', 'Arable'),
    areaBasic: t('其中永久基本农田', 'Permanent basic farmland'),
    partyName: t('当事人', 'Party'),
    partyKind: t('自然人或单位', 'Person or organisation'),
    partyPhone: t('当事人电话', "The party's telephone"),
    partyId: t('证件号码', 'Number of its papers'),
    partyAddress: t('当事人地址', "The party's address"),
    contactName: t('联系人', 'Contact'),
    contactPhone: t('联系电话', "The contact's telephone"),
    files: t('附件', 'Files'),
    serve: t('送达单位', 'Recipients'),
  };
}
