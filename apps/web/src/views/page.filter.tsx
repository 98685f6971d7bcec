import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { Clock, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PASSWORD_PAGE } from '../http/access.js';
import { contextOf, type PageContext } from './context.js';
import { PlainPage } from './layout.js';
import { seeOther, sendPage } from './send-page.js';

/** On pages an error is a page too, in words that tell a person what to do. */
@Catch(Problem, HttpException)
export class PageFilter implements ExceptionFilter {
  constructor(private readonly clock: Clock) {}

  catch(error: Problem | HttpException, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const status = error instanceof Problem ? error.status : error.getStatus();
    if (error instanceof Problem) {
      request.audit = { detail: error.type, ...request.audit };
      if (error.type === 'must-change-password') {
        seeOther(reply, PASSWORD_PAGE);
        return;
      }
    }
    if (status === 401 && request.url.startsWith('/console')) {
      const next = request.method === 'GET' ? `?next=${encodeURIComponent(request.url)}` : '';
      seeOther(reply, `/console/sign-in${next}`);
      return;
    }
    const context = contextOf(request, reply, this.clock);
    const { title, advice } = wordsFor(status, context);
    const page = (
      <PlainPage context={context} title={title}>
        {status !== 404 && (
          <p>{error instanceof Problem ? context.t(error.message, error.en) : error.message}</p>
        )}
        <p>{advice}</p>
        {request.url.startsWith('/console') && (
          <p>
            <a href="/console">{context.t('回到首页', 'Back to the start')}</a>
          </p>
        )}
      </PlainPage>
    );
    sendPage(reply, page, status);
  }
}

function wordsFor(status: number, { t }: PageContext): { title: string; advice: string } {
  switch (status) {
    case 401:
    case 403:
      return {
        title: t('您不能做这件事', 'You may not do this'),
        advice: t(
          '请返回上一页；如认为有误，请联系联席会议办公室。',
          'Go back; if you think this is wrong, ask the secretariat.',
        ),
      };
    case 400:
    case 422:
      return {
        title: t('没有成功', 'That did not work'),
        advice: t('请返回上一页，按提示更正。', 'Go back and mend what it says.'),
      };
    case 404:
      return {
        title: t('没有这个页面', 'There is no such page'),
        advice: t('请检查地址是否完整。', 'Please check that the address is complete.'),
      };
    case 409:
      return {
        title: t('情况已经变化', 'Things have changed'),
        advice: t(
          '请返回并刷新页面，查看现在的状态。',
          'Go back and reload the page to see how things stand.',
        ),
      };
    case 413:
      return {
        title: t('内容过大', 'That is too large'),
        advice: t('请压缩附件或分次提交。', 'Please shrink the files or submit them in parts.'),
      };
    case 429:
      return {
        title: t('请稍后再试', 'Please try again later'),
        advice: t('短时间内请求过多。', 'There were too many requests in a short time.'),
      };
    default:
      return {
        title: t('没有成功', 'That did not work'),
        advice: t('请稍后再试；内容未被提交。', 'Please try again later; nothing was submitted.'),
      };
  }
}
