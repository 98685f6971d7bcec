import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataSourceOptions } from '#platform';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/database.js';
import { Agency, CityExtent, Contact, Region } from './agency.entity.js';
import { DirectoryService } from './directory.service.js';

const FILE = 'rulebooks/qidong-directory.yaml';

describe('the directory in the database', () => {
  let database: DataSource;
  let directory: DirectoryService;
  let yaml: string;

  beforeAll(async () => {
    const options = dataSourceOptions(await freshDatabase(), 4);
    database = new DataSource({ ...options, entities: [Agency, CityExtent, Contact, Region] });
    await database.initialize();
    directory = new DirectoryService(database);
    yaml = await readFile(FILE, 'utf8');
  });

  afterAll(() => database.destroy());

  it('writes nothing when only asked what would change', async () => {
    const changes = await directory.import(yaml, FILE, true);
    expect(changes.filter(({ what }) => what === 'region')).toHaveLength(18);
    expect(await directory.all()).toEqual([]);
  });

  it('takes a whole city in at once, while another import waits, and once only', async () => {
    const [first, second] = await Promise.all([
      directory.import(yaml, FILE, false),
      new DirectoryService(database).import(yaml, FILE, false),
    ]);
    expect([first, second].filter((changes) => changes.length === 0)).toHaveLength(1);
    expect(await directory.regions()).toHaveLength(18);
    expect(await directory.byCode('lvsi-land-office')).toMatchObject({
      ...{ nameZh: '启东市自然资源局吕四港国土所', level: 'town', role: 'land-office' },
      ...{ town: '320681110', word: '启自然资吕', active: true },
    });
  });

  it('knows who is served and who is told afterwards', async () => {
    const agency = await directory.byCode('lvsi-water');
    const served = await directory.contactsFor(agency?.id ?? '', 'service');
    expect(served.map(({ email }) => email)).toEqual(['gongshui@lvsi.qidong.example']);
    expect(await directory.principalOf(agency?.id ?? '')).toMatchObject({
      email: 'gongshui-fzr@lvsi.qidong.example',
    });
  });

  it('says which field changes from what to what, and keeps the id', async () => {
    const before = await directory.byCode('lvsi-water');
    const phone = '0513-00000195';
    const edited = yaml.replaceAll(phone, '0513-00009999');
    const changes = await directory.import(edited, FILE, false);
    const fields = [{ field: 'phone', from: phone, to: '0513-00009999' }];
    expect(changes).toMatchObject([
      { action: 'change', what: 'agency', key: 'lvsi-water', fields },
      { action: 'change', what: 'contact', key: 'lvsi-water gongshui@lvsi.qidong.example', fields },
    ]);
    expect(await directory.byCode('lvsi-water')).toMatchObject({
      ...{ id: before?.id, phone: '0513-00009999' },
    });
  });

  it('moves the bounds of the city, and forgets them where the file has none', async () => {
    expect(await directory.extent()).toMatchObject({ west: 121.4, north: 32.27 });
    const [change] = await directory.import(
      yaml.replace('north: 32.27', 'north: 32.3'),
      FILE,
      false,
    );
    expect(change).toEqual({
      ...{ action: 'change', what: 'extent', key: 'city', name: '121.4–121.95°E, 31.6–32.3°N' },
      fields: [
        {
          field: 'extent',
          from: '121.4–121.95°E, 31.6–32.27°N',
          to: '121.4–121.95°E, 31.6–32.3°N',
        },
      ],
    });
    expect(await directory.extent()).toMatchObject({ north: 32.3 });
    const without = await directory.import(yaml.replace(/^extent: .*$/m, ''), FILE, false);
    expect(without).toMatchObject([{ action: 'retire', what: 'extent' }]);
    expect(await directory.extent()).toBeNull();
    await directory.import(yaml, FILE, false);
  });

  it('retires who left the file, and takes them back under the same id', async () => {
    const before = await directory.byCode('lvsi-water');
    const without = yaml.replace(/ {2}- \{ code: lvsi-water,[\s\S]*?(?= {2}- \{ code: )/, '');
    const changes = await directory.import(without, FILE, false);
    expect(changes).toContainEqual({
      ...{ action: 'retire', what: 'agency', key: 'lvsi-water', name: before?.nameZh },
      fields: [{ field: 'active', from: true, to: false }],
    });
    expect(await directory.byCode('lvsi-water')).toBeNull();
    await directory.import(yaml, FILE, false);
    expect((await directory.byCode('lvsi-water'))?.id).toBe(before?.id);
  });

  it('refuses a 机关代字 that another agency has or had, and changes nothing', async () => {
    const renamed = yaml.replace('code: lvsi-land-office,', 'code: lvsi-office,');
    await expect(directory.import(renamed, FILE, false)).rejects.toMatchObject({
      status: 422,
      fields: [{ field: 'agencies.lvsi-office.word' }],
    });
    expect(await directory.byCode('lvsi-office')).toBeNull();
  });

  it('sees within seconds what another process imported, and reads nothing again where nothing was', async () => {
    const serving = new DirectoryService(database);
    await serving.onModuleInit();
    const read = await serving.all();
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect(await serving.all()).toBe(read);
    const edited = yaml.replace('zh: 启东市纪委监委', 'zh: 启东市纪检监察机关');
    await directory.import(edited, FILE, false);
    expect((await serving.byCode('qidong-discipline'))?.nameZh).toBe('启东市纪委监委');
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect((await serving.byCode('qidong-discipline'))?.nameZh).toBe('启东市纪检监察机关');
    serving.onModuleDestroy();
  });

  it('sees a row that was changed by hand in the database', async () => {
    const serving = new DirectoryService(database);
    await serving.onModuleInit();
    await database.query(`UPDATE agency SET phone = '0513-11111111' WHERE code = 'lvsi-water'`);
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect(await serving.byCode('lvsi-water')).toMatchObject({ phone: '0513-11111111' });
    serving.onModuleDestroy();
  });
});
