import { Time } from '@/components/ui/time';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { Fact } from './fact';
import { Group } from './group';

/** From where the visitor came, with what and when. The details are revealed ones, where they were. */
export function VisitFacts({ view, details }: { view: ConversationView; details: ConversationView['details'] }) {
  return (
    <Group title="Visit">
      <Fact term="Page">{details.page}</Fact>
      {details.pageAt ? (
        <Fact term="On this page since">
          <Time value={details.pageAt} format="time" />
        </Fact>
      ) : null}
      <Fact term="Came from">{details.referrer}</Fact>
      <Fact term="Browser">{details.userAgent}</Fact>
      <Fact term="Address">{details.ip}</Fact>
      <Fact term="Widget">{view.brand}</Fact>
      <Fact term="Department">{view.department}</Fact>
      <Fact term="Started">
        <Time value={view.startedAt} />
      </Fact>
      {view.closedAt ? (
        <Fact term="Closed">
          <Time value={view.closedAt} />
        </Fact>
      ) : null}
      <Fact term="Conversation ID">{view.id}</Fact>
      <Fact term="Visit ID">{view.visitId}</Fact>
    </Group>
  );
}
