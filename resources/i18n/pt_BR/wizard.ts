<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
<name>wizard</name>
<message><source>&amp;Back</source><translation>&amp;Voltar</translation></message>
<message><source>&amp;Continue</source><translation>&amp;Continuar</translation></message>
<message><source>&amp;Finish</source><translation>&amp;Concluir</translation></message>
<message><source>&amp;Go on in the background</source><translation>Continuar em &amp;segundo plano</translation></message>
<message><source>&amp;Name of this connection</source><translation>&amp;Nome desta conexão</translation></message>
<message><source>&amp;Try again</source><translation>&amp;Tentar de novo</translation></message>
<message><source>An invented bank with two years of accounts, cards and investments. Nothing to fill in.</source><translation>Um banco inventado, com dois anos de contas, cartões e investimentos. Nada para preencher.</translation></message>
<message><source>Asking Pluggy for the list…</source><translation>Pedindo a lista à Pluggy…</translation></message>
<message><source>Asking Pluggy…</source><translation>Consultando a Pluggy…</translation></message>
<message><source>Asking the bank for its page…</source><translation>Pedindo a página ao banco…</translation></message>
<message><source>C&amp;lose</source><translation>&amp;Fechar</translation></message>
<message><source>Cancel</source><translation>Cancelar</translation></message>
<message><source>Choose &amp;another institution</source><translation>Escolher &amp;outra instituição</translation></message>
<message><source>Choose the accounts you want to share</source><translation>Escolha as contas que quer compartilhar</translation></message>
<message><source>Choose the institution</source><translation>Escolha a instituição</translation></message>
<message><source>Choose the institution to begin a new one.</source><translation>Escolha a instituição para começar outra.</translation></message>
<message><source>Choose…</source><translation>Escolha…</translation></message>
<message><source>Client &amp;id</source><translation>Client &amp;id</translation></message>
<message><source>Client &amp;secret</source><translation>Client &amp;secret</translation></message>
<message><source>Code to open the bank's page on the phone</source><translation>Código para abrir a página do banco no celular</translation></message>
<message><source>Code to scan with the bank's app</source><translation>Código para ler com o app do banco</translation></message>
<message><source>Confirm at the bank</source><translation>Confirme no banco</translation></message>
<message><source>Confirm, and come back here</source><translation>Confirme e volte para cá</translation></message>
<message><source>Connect &amp;another</source><translation>Conectar &amp;outro banco</translation></message>
<message><source>Connect a bank</source><translation>Conectar um banco</translation></message>
<message><source>Connect my banks</source><translation>Conectar os meus bancos</translation></message>
<message><source>Copied</source><translation>Copiado</translation></message>
<message><source>Copy details</source><translation>Copiar detalhes</translation></message>
<message><source>Copy its client id and client secret, and paste them above.</source><translation>Copie o client id e o client secret dela e cole acima.</translation></message>
<message><source>Copy link</source><translation>Copiar link</translation></message>
<message><source>Copy the link and open it yourself.</source><translation>Copie o link e abra você mesmo.</translation></message>
<message><source>Create an account at MeuPluggy and connect your banks there.</source><translation>Crie uma conta no MeuPluggy e conecte os seus bancos lá.</translation></message>
<message><source>Enter your Pluggy access</source><translation>Informar o acesso à Pluggy</translation></message>
<message><source>Everything stays on this computer, encrypted. Pluggy passes on what your bank shares; the bank sees that you shared it. Nobody else sees anything.</source><translation>Tudo fica neste computador, criptografado. A Pluggy repassa o que o seu banco compartilha; o banco vê que você compartilhou. Ninguém mais vê nada.</translation></message>
<message><source>Fetching your data</source><translation>Buscando os seus dados</translation></message>
<message><source>Go on in the background</source><translation>Continuar em segundo plano</translation></message>
<message><source>Hide the client secret</source><translation>Esconder o client secret</translation></message>
<message><source>Institutions</source><translation>Instituições</translation></message>
<message><source>It ended without data</source><translation>Terminou sem dados</translation></message>
<message><source>It ended, or was given up in the meantime.</source><translation>Ela terminou ou foi cancelada nesse meio-tempo.</translation></message>
<message><source>It was here before: your names, notes and categories stayed.</source><translation>Ela já estava aqui: seus nomes, notas e categorias continuam.</translation></message>
<message><source>Keep waiting</source><translation>Continuar esperando</translation></message>
<message><source>Log in there as you always do</source><translation>Entre com o seu acesso de sempre</translation></message>
<message><source>MeuPluggy passes on the banks that you connected at meu.pluggy.ai, once a day and free.</source><translation>O MeuPluggy repassa os bancos que você conectou em meu.pluggy.ai, uma vez por dia e de graça.</translation></message>
<message><source>No codes yet? It is free for your own accounts</source><translation>Ainda não tem os códigos? É grátis para as suas contas</translation></message>
<message><source>No institution fits “{text}”</source><translation>Nenhuma instituição combina com “{text}”</translation></message>
<message><source>Nothing to do here. You can go on in the background.</source><translation>Nada a fazer aqui. Pode continuar em segundo plano.</translation></message>
<message><source>One more question</source><translation>Mais uma pergunta</translation></message>
<message><source>Open again</source><translation>Abrir de novo</translation></message>
<message><source>Open the bank's page in your browser. When you are done, we go on by ourselves.</source><translation>Abra a página do banco no navegador. Quando você terminar, continuamos sozinhos.</translation></message>
<message><source>Open {address} in the browser</source><translation>Abrir {address} no navegador</translation></message>
<message><source>Or open it on your phone</source><translation>Ou abra no celular</translation></message>
<message><source>Paste</source><translation>Colar</translation></message>
<message><source>Paste the client id</source><translation>Colar o client id</translation></message>
<message><source>Paste the client secret</source><translation>Colar o client secret</translation></message>
<message><source>Pluggy shows no institution to this access</source><translation>A Pluggy não mostra nenhuma instituição para este acesso</translation></message>
<message><source>Search bank, cooperative, broker…</source><translation>Buscar banco, cooperativa, corretora…</translation></message>
<message><source>Search institutions</source><translation>Buscar instituições</translation></message>
<message><source>See all your accounts in one place</source><translation>Veja todas as suas contas num lugar só</translation></message>
<message><source>Send</source><translation>Enviar</translation></message>
<message><source>Show the client secret</source><translation>Mostrar o client secret</translation></message>
<message><source>Step {n} of {total}</source><translation>Passo {n} de {total}</translation></message>
<message><source>Stop</source><translation>Parar</translation></message>
<message><source>Stop connecting {institution}?</source><translation>Parar de conectar {institution}?</translation></message>
<message><source>Stop connecting?</source><translation>Parar a conexão?</translation></message>
<message><source>The authorisation at {institution} is still open. We notice by ourselves when you are done there.</source><translation>A autorização em {institution} continua aberta. Quando você terminar lá, percebemos sozinhos.</translation></message>
<message><source>The bank did not accept that. Check it, or use the newest one it sent you.</source><translation>O banco não aceitou. Confira, ou use o mais recente que ele enviou.</translation></message>
<message><source>The bank is checking…</source><translation>O banco está conferindo…</translation></message>
<message><source>The bank or a second holder approves, which can take about 30 minutes.</source><translation>O banco ou o outro titular aprova; pode levar uns 30 minutos.</translation></message>
<message><source>The bank still has to approve</source><translation>Falta a aprovação do banco</translation></message>
<message><source>The bank waits until {time}</source><translation>O banco espera até {time}</translation></message>
<message><source>The bank wants to be sure that it is you. The answer goes to it only.</source><translation>O banco quer ter certeza de que é você. A resposta vai só para ele.</translation></message>
<message><source>The browser could not be opened</source><translation>Não foi possível abrir o navegador</translation></message>
<message><source>The browser was opened at the bank's page. When you are done there, we go on here by ourselves.</source><translation>O navegador foi aberto na página do banco. Quando você terminar lá, continuamos aqui sozinhos.</translation></message>
<message><source>The check digits are right</source><translation>Os dígitos conferem</translation></message>
<message><source>The example works on this computer only</source><translation>O exemplo só funciona neste computador</translation></message>
<message><source>The link is valid until {time}</source><translation>O link vale até {time}</translation></message>
<message><source>The time is over</source><translation>O tempo acabou</translation></message>
<message><source>They are kept in this computer's keyring: {keeper}.</source><translation>Ficam no chaveiro deste computador: {keeper}.</translation></message>
<message><source>They are kept until you close the app, and nowhere else.</source><translation>Ficam guardados até você fechar o app, e em nenhum outro lugar.</translation></message>
<message><source>They are sent to Pluggy for {institution} this one time and are not kept on this computer.</source><translation>São enviados à Pluggy para {institution} só desta vez e não ficam guardados neste computador.</translation></message>
<message><source>This authorisation is no longer open</source><translation>Esta autorização não está mais aberta</translation></message>
<message><source>This connection is no longer here</source><translation>Esta conexão não está mais aqui</translation></message>
<message><source>Through Open Finance, on your own computer. How would you like to begin?</source><translation>Pelo Open Finance, no seu próprio computador. Como quer começar?</translation></message>
<message><source>Try again</source><translation>Tentar de novo</translation></message>
<message><source>Try fewer letters, or another name it goes by.</source><translation>Tente menos letras, ou outro nome dela.</translation></message>
<message><source>Try it with example data</source><translation>Experimentar com dados de exemplo</translation></message>
<message><source>Two codes from Pluggy open the way to your banks. You enter them once.</source><translation>Dois códigos da Pluggy abrem o caminho até os seus bancos. Você só informa uma vez.</translation></message>
<message><source>Two to three minutes are normal. You can go on using the computer.</source><translation>Dois a três minutos é o normal. Pode continuar usando o computador.</translation></message>
<message><source>Use without saving (this session only)</source><translation>Usar sem salvar (só nesta sessão)</translation></message>
<message><source>Waiting for your authorisation</source><translation>Esperando a sua autorização</translation></message>
<message><source>Waiting for {institution}</source><translation>Esperando {institution}</translation></message>
<message><source>We go on here by ourselves afterwards.</source><translation>Depois continuamos aqui sozinhos.</translation></message>
<message><source>What is missing is tried again at the next sync.</source><translation>O que falta será buscado na próxima sincronização.</translation></message>
<message><source>With the same e-mail, create an application at Pluggy's dashboard.</source><translation>Com o mesmo e-mail, crie uma aplicação no dashboard da Pluggy.</translation></message>
<message><source>You authorise each one at its own site or app, and can withdraw that at any time.</source><translation>Você autoriza cada um no site ou app dele, e pode revogar quando quiser.</translation></message>
<message><source>You can close this window: the connection goes on in the background.</source><translation>Pode fechar esta janela: a conexão segue em segundo plano.</translation></message>
<message><source>You have authorised already. Stopping withdraws that, and nothing is fetched.</source><translation>Você já autorizou. Se parar, a autorização é desfeita e nada é buscado.</translation></message>
<message><source>You will authorise at its site or app. No password here.</source><translation>Você vai autorizar no site ou app dela. Nada de senha aqui.</translation></message>
<message><source>Your &amp;answer</source><translation>Sua &amp;resposta</translation></message>
<message><source>Your Pluggy access</source><translation>O seu acesso à Pluggy</translation></message>
<message><source>Your browser opens at the bank's page in a moment.</source><translation>O navegador já vai abrir na página do banco.</translation></message>
<message><source>Your details</source><translation>Os seus dados</translation></message>
<message><source>a code</source><translation>um código</translation></message>
<message><source>business</source><translation>pessoa jurídica</translation></message>
<message><source>checking account</source><translation>conta corrente</translation></message>
<message><source>credit card</source><translation>cartão de crédito</translation></message>
<message><source>fetching</source><translation>buscando</translation></message>
<message><source>free for your own accounts</source><translation>grátis para as suas contas</translation></message>
<message><source>incomplete</source><translation>incompleto</translation></message>
<message><source>investments</source><translation>investimentos</translation></message>
<message><source>invoices</source><translation>faturas</translation></message>
<message><source>not available now</source><translation>indisponível agora</translation></message>
<message><source>personal</source><translation>pessoa física</translation></message>
<message><source>queued</source><translation>na fila</translation></message>
<message><source>savings account</source><translation>poupança</translation></message>
<message><source>telephone</source><translation>telefonia</translation></message>
<message><source>unstable now</source><translation>instável agora</translation></message>
<message><source>{count}, from {first} to {last}</source><translation>{count}, de {first} a {last}</translation></message>
<message><source>{field} (optional)</source><translation>{field} (opcional)</translation></message>
<message><source>{institution} asks: {what}</source><translation>{institution} pede: {what}</translation></message>
<message><source>{institution} does not answer Pluggy at the moment. It can be connected when it is back.</source><translation>{institution} não responde à Pluggy no momento. Dá para conectar quando voltar.</translation></message>
<message><source>{institution} is connected</source><translation>{institution}: conexão pronta</translation></message>
<message><source>{institution} is connected again</source><translation>{institution}: conexão renovada</translation></message>
<message><source>{institution} is connected, with gaps</source><translation>{institution}: conexão pronta, com faltas</translation></message>
<message><source>{institution} uses them to find your accounts.</source><translation>{institution} usa esses dados para achar as suas contas.</translation></message>
<message><source>{institution} was connected already</source><translation>{institution} já estava na lista</translation></message>
<message><source>{institution} works unreliably at the moment: it may take longer or fail. Trying does no harm.</source><translation>{institution} está instável no momento: pode demorar mais ou falhar. Tentar não faz mal.</translation></message>
<message numerus="yes"><source>{n} accounts</source><translation><numerusform>{n} conta</numerusform><numerusform>{n} contas</numerusform></translation></message>
<message numerus="yes"><source>{n} accounts found.</source><translation><numerusform>{n} conta encontrada.</numerusform><numerusform>{n} contas encontradas.</numerusform></translation></message>
<message numerus="yes"><source>{n} cards</source><translation><numerusform>{n} cartão</numerusform><numerusform>{n} cartões</numerusform></translation></message>
<message numerus="yes"><source>{n} institutions</source><translation><numerusform>{n} instituição</numerusform><numerusform>{n} instituições</numerusform></translation></message>
<message numerus="yes"><source>{n} investments</source><translation><numerusform>{n} investimento</numerusform><numerusform>{n} investimentos</numerusform></translation></message>
<message numerus="yes"><source>{n} loans</source><translation><numerusform>{n} empréstimo</numerusform><numerusform>{n} empréstimos</numerusform></translation></message>
<message><source>{n} of {total}</source><translation>{n} de {total}</translation></message>
<message numerus="yes"><source>{n} rows could not be understood and are kept aside.</source><translation><numerusform>{n} linha não pôde ser entendida e ficou guardada à parte.</numerusform><numerusform>{n} linhas não puderam ser entendidas e ficaram guardadas à parte.</numerusform></translation></message>
<message numerus="yes"><source>{n} so far</source><translation><numerusform>{n} até agora</numerusform><numerusform>{n} até agora</numerusform></translation></message>
<message><source>{product}: the bank shares none.</source><translation>{product}: o banco não compartilha.</translation></message>
<message><source>{product}: {reason}</source><translation>{product}: {reason}</translation></message>
<message><source>{time} left</source><translation>faltam {time}</translation></message>
</context>
</TS>
