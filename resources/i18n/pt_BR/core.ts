<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
<name>core</name>
<message>
<source>The address to authorise at is not safe to open</source>
<translation>O endereço de autorização não é seguro</translation>
</message>
<message>
<source>It is not an https address of a bank. It was not opened.</source>
<translation>Ele não é um endereço https de um banco. Não foi aberto.</translation>
</message>
<message>
<source>Try again later; if it stays, tell Pluggy.</source>
<translation>Tente mais tarde; se continuar, avise a Pluggy.</translation>
</message>
<message>
<source>the bank is sending</source>
<translation>o banco está enviando</translation>
</message>
<message>
<source>ready to fetch</source>
<translation>pronto para buscar</translation>
</message>
<message>
<source>Copy both from your application's page at dashboard.pluggy.ai.</source>
<translation>Copie os dois da página da sua aplicação em dashboard.pluggy.ai.</translation>
</message>
<message>
<source>The client id is missing</source>
<translation>Falta o client id</translation>
</message>
<message>
<source>The client secret is missing</source>
<translation>Falta o client secret</translation>
</message>
<message>
<source>This is not a client secret</source>
<translation>Isto não é um client secret</translation>
</message>
<message>
<source>It has characters that a secret never has.</source>
<translation>Há caracteres que um client secret nunca tem.</translation>
</message>
<message>
<source>This is not a client id</source>
<translation>Isto não é um client id</translation>
</message>
<message>
<source>A client id has 32 letters and digits in five groups.</source>
<translation>Um client id tem 32 letras e números em cinco grupos.</translation>
</message>
<message>
<source>No Pluggy access yet</source>
<translation>Ainda não há acesso à Pluggy</translation>
</message>
<message>
<source>The app needs your Pluggy client id and secret to reach your banks.</source>
<translation>O aplicativo precisa do seu client id e client secret da Pluggy para chegar aos seus bancos.</translation>
</message>
<message>
<source>Enter them under “Connect bank” or with “pluggy-desktop access set”.</source>
<translation>Informe-os em “Conectar banco” ou com “pluggy-desktop access set”.</translation>
</message>
<message>
<source>{field}: choose one of the list</source>
<translation>{field}: escolha uma opção da lista</translation>
</message>
<message>
<source>{institution} has no field “{name}”</source>
<translation>{institution} não tem o campo “{name}”</translation>
</message>
<message>
<source>{field} is missing</source>
<translation>Falta preencher: {field}</translation>
</message>
<message>
<source>This CPF does not exist: check the digits</source>
<translation>Este CPF não existe: confira os números</translation>
</message>
<message>
<source>This CNPJ does not exist: check the digits</source>
<translation>Este CNPJ não existe: confira os números</translation>
</message>
<message>
<source>{field} is not valid</source>
<translation>{field} não é válido</translation>
</message>
<message>
<source>Correct it and try again.</source>
<translation>Corrija e tente de novo.</translation>
</message>
<message>
<source>Port {port} is in use by another program</source>
<translation>A porta {port} está em uso por outro programa</translation>
</message>
<message>
<source>The browser cannot report back to the app at http://localhost:{port}.</source>
<translation>O navegador não consegue avisar o aplicativo em http://localhost:{port}.</translation>
</message>
<message>
<source>Close that program or choose another port in the settings.</source>
<translation>Feche esse programa ou escolha outra porta nas configurações.</translation>
</message>
<message>
<source>{institution} cannot be connected here</source>
<translation>{institution} não pode ser conectado aqui</translation>
</message>
<message>
<source>It asks for the bank's password instead of your authorisation in the browser.</source>
<translation>Ele pede a senha do banco em vez da sua autorização no navegador.</translation>
</message>
<message>
<source>“pluggy-desktop list connectors” shows those that can.</source>
<translation>“pluggy-desktop list connectors” mostra as que podem.</translation>
</message>
<message>
<source>No institution has the number {number}</source>
<translation>Nenhuma instituição tem o número {number}</translation>
</message>
<message>
<source>“pluggy-desktop list connectors” shows them all.</source>
<translation>“pluggy-desktop list connectors” mostra todas.</translation>
</message>
<message>
<source>{institution} takes longer than usual</source>
<translation>{institution} está demorando mais que o normal</translation>
</message>
<message>
<source>Your authorisation worked. The bank is still sending, and that goes on without you.</source>
<translation>A sua autorização deu certo. O banco ainda está enviando, e isso continua sem você.</translation>
</message>
<message>
<source>Sync later to see the data.</source>
<translation>Sincronize mais tarde para ver os dados.</translation>
</message>
<message>
<source>The browser could not be opened. Copy the link and open it yourself.</source>
<translation>Não foi possível abrir o navegador. Copie o link e abra você mesmo.</translation>
</message>
<message>
<source>Pluggy does not send the browser back to this app. We notice by ourselves when you are done.</source>
<translation>A Pluggy não traz o navegador de volta para este aplicativo. Percebemos sozinhos quando você terminar.</translation>
</message>
<message>
<source>We notice by ourselves when you are done at the bank.</source>
<translation>Percebemos sozinhos quando você terminar no banco.</translation>
</message>
<message>
<source>Pluggy's list of transactions has no end</source>
<translation>A lista de transações da Pluggy não tem fim</translation>
</message>
<message>
<source>The same page came again. What was fetched so far is kept.</source>
<translation>A mesma página veio de novo. O que já foi buscado está guardado.</translation>
</message>
<message>
<source>Sync again later.</source>
<translation>Sincronize de novo mais tarde.</translation>
</message>
<message>
<source>Some rows could not be understood; they are kept aside.</source>
<translation>Algumas linhas não puderam ser entendidas; estão guardadas à parte.</translation>
</message>
<message>
<source>The bank did not send this time.</source>
<translation>O banco não enviou desta vez.</translation>
</message>
<message>
<source>The key in the keyring is damaged</source>
<translation>A chave guardada no chaveiro está danificada</translation>
</message>
<message>
<source>The encrypted file is untouched.</source>
<translation>O arquivo criptografado não foi tocado.</translation>
</message>
<message>
<source>Restore the keyring from a backup, then try again.</source>
<translation>Restaure o chaveiro de uma cópia e tente de novo.</translation>
</message>
<message>
<source>Pluggy Desktop is already open</source>
<translation>O Pluggy Desktop já está aberto</translation>
</message>
<message>
<source>Another window uses the same data.</source>
<translation>Outra janela usa os mesmos dados.</translation>
</message>
<message>
<source>Go to that window, or close it first.</source>
<translation>Vá para aquela janela ou feche-a primeiro.</translation>
</message>
<message>
<source>The key to your data is not in the keyring</source>
<translation>A chave dos seus dados não está no chaveiro</translation>
</message>
<message>
<source>The encrypted file is there and untouched, but nobody can read it without its key.</source>
<translation>O arquivo criptografado está lá, intocado, mas ninguém consegue ler sem a chave.</translation>
</message>
<message>
<source>Unlock or restore the keyring that was used before, then try again.</source>
<translation>Desbloqueie ou restaure o chaveiro usado antes e tente de novo.</translation>
</message>
<message>
<source>Your bank accounts, through Open Finance, on this computer, encrypted.</source>
<translation>As suas contas bancárias, pelo Open Finance, neste computador, criptografadas.</translation>
</message>
<message>
<source>keep everything in this folder</source>
<translation>guardar tudo nesta pasta</translation>
</message>
<message>
<source>use example banks; nothing is kept</source>
<translation>usar bancos de exemplo; nada fica guardado</translation>
</message>
<message>
<source>Pluggy's address</source>
<translation>o endereço da Pluggy</translation>
</message>
<message>
<source>where secrets live: the system's keyring, or this process only</source>
<translation>onde ficam os segredos: no chaveiro do sistema ou só neste processo</translation>
</message>
<message>
<source>the language of texts</source>
<translation>o idioma dos textos</translation>
</message>
<message>
<source>say more about what happens</source>
<translation>contar mais sobre o que acontece</translation>
</message>
<message>
<source>your Pluggy client id and secret</source>
<translation>o seu client id e client secret da Pluggy</translation>
</message>
<message>
<source>bring connections up to date</source>
<translation>atualizar as conexões</translation>
</message>
<message>
<source>a connection's id; all without one</source>
<translation>o id de uma conexão; sem ele, todas</translation>
</message>
<message>
<source>check what the program needs, and say what to do</source>
<translation>conferir o que o programa precisa e dizer o que fazer</translation>
</message>
<message>
<source>not a number that fits here: {text}</source>
<translation>não é um número que sirva aqui: {text}</translation>
</message>
<message>
<source>Cancelled. What was complete by then is kept.</source>
<translation>Cancelado. O que já estava completo está guardado.</translation>
</message>
<message>
<source>serve example banks until Ctrl+C</source>
<translation>servir bancos de exemplo até Ctrl+C</translation>
</message>
<message>
<source>connect an institution</source>
<translation>conectar uma instituição</translation>
</message>
<message>
<source>show what is kept</source>
<translation>mostrar o que está guardado</translation>
</message>
<message>
<source>not a date like 2026-11-23: {text}</source>
<translation>não é uma data como 2026-11-23: {text}</translation>
</message>
<message>
<source>Accounts</source>
<translation>Contas</translation>
</message>
<message>
<source>Cards</source>
<translation>Cartões</translation>
</message>
<message>
<source>Transactions</source>
<translation>Transações</translation>
</message>
<message>
<source>Investments</source>
<translation>Investimentos</translation>
</message>
<message>
<source>Loans</source>
<translation>Empréstimos</translation>
</message>
<message>
<source>new: {added}, changed: {updated}</source>
<translation>novas: {added}, alteradas: {updated}</translation>
</message>
<message>
<source>The Pluggy access was removed from {place}.</source>
<translation>O acesso à Pluggy foi removido de: {place}.</translation>
</message>
<message>
<source>The client id and secret are missing</source>
<translation>Faltam o client id e o client secret</translation>
</message>
<message>
<source>Set PLUGGY_CLIENT_ID and PLUGGY_CLIENT_SECRET, or run it in a terminal.</source>
<translation>Defina PLUGGY_CLIENT_ID e PLUGGY_CLIENT_SECRET, ou execute em um terminal.</translation>
</message>
<message>
<source>The bank asks for: {label}</source>
<translation>O banco pede: {label}</translation>
</message>
<message>
<source>There is no terminal to ask you in.</source>
<translation>Não há um terminal onde perguntar a você.</translation>
</message>
<message>
<source>Run it in a terminal, or connect in the window.</source>
<translation>Execute em um terminal ou conecte pela janela.</translation>
</message>
<message>
<source>That was not right. Try again.</source>
<translation>Não estava certo. Tente de novo.</translation>
</message>
<message>
<source>Authorise at {institution} in the browser.</source>
<translation>Autorize no navegador: {institution}.</translation>
</message>
<message numerus="yes">
<source>{n} transactions</source>
<translation><numerusform>{n} transação</numerusform><numerusform>{n} transações</numerusform></translation>
</message>
<message>
<source>Nothing is connected yet. “pluggy-desktop connect” connects a bank.</source>
<translation>Nada está conectado ainda. “pluggy-desktop connect” conecta um banco.</translation>
</message>
<message>
<source>No account has the id {id}</source>
<translation>Nenhuma conta tem o id {id}</translation>
</message>
<message>
<source>“pluggy-desktop list accounts” shows them all.</source>
<translation>“pluggy-desktop list accounts” mostra todas.</translation>
</message>
<message>
<source>Pluggy accepts it. Kept in: {place}.</source>
<translation>A Pluggy aceitou. Guardado em: {place}.</translation>
</message>
<message>
<source>client id: {client_id}</source>
<translation>client id: {client_id}</translation>
</message>
<message>
<source>client secret: kept in {place}</source>
<translation>client secret: guardado em {place}</translation>
</message>
<message>
<source>--field takes NAME=VALUE, each name once</source>
<translation>--field recebe NOME=VALOR, cada nome uma vez</translation>
</message>
<message>
<source>Such as: --field cpf=…</source>
<translation>Por exemplo: --field cpf=…</translation>
</message>
<message>
<source>from {first} to {last}</source>
<translation>de {first} a {last}</translation>
</message>
<message>
<source>No connection has the id {id}</source>
<translation>Nenhuma conexão tem o id {id}</translation>
</message>
<message>
<source>“pluggy-desktop list connections” shows them all.</source>
<translation>“pluggy-desktop list connections” mostra todas.</translation>
</message>
<message>
<source>Choose another one with --port, or 0 for any free one.</source>
<translation>Escolha outra com --port, ou 0 para qualquer uma livre.</translation>
</message>
<message>
<source>Client id: </source>
<translation>Client id: </translation>
</message>
<message>
<source>Client secret: </source>
<translation>Client secret: </translation>
</message>
<message>
<source>No Pluggy access is kept. “pluggy-desktop access set” sets it.</source>
<translation>Não há acesso à Pluggy guardado. “pluggy-desktop access set” guarda um.</translation>
</message>
<message>
<source>Approve the access in the bank's app.</source>
<translation>Aprove o acesso no aplicativo do banco.</translation>
</message>
<message>
<source>Waiting for the bank's approval. It can take about 30 minutes.</source>
<translation>Aguardando a liberação do banco. Pode levar uns 30 minutos.</translation>
</message>
<message>
<source>not fetched</source>
<translation>não buscado</translation>
</message>
<message>
<source>not shared</source>
<translation>não compartilhado</translation>
</message>
<message>
<source>Id</source>
<translation>Id</translation>
</message>
<message>
<source>Name</source>
<translation>Nome</translation>
</message>
<message>
<source>Type</source>
<translation>Tipo</translation>
</message>
<message>
<source>Health</source>
<translation>Situação</translation>
</message>
<message>
<source>State</source>
<translation>Situação</translation>
</message>
<message>
<source>Detail</source>
<translation>Detalhe</translation>
</message>
<message>
<source>Last synced</source>
<translation>Última sincronização</translation>
</message>
<message>
<source>Institution</source>
<translation>Instituição</translation>
</message>
<message>
<source>Number</source>
<translation>Número</translation>
</message>
<message>
<source>Currency</source>
<translation>Moeda</translation>
</message>
<message>
<source>Balance</source>
<translation>Saldo</translation>
</message>
<message>
<source>Data until</source>
<translation>Dados até</translation>
</message>
<message>
<source>Date</source>
<translation>Data</translation>
</message>
<message>
<source>Description</source>
<translation>Descrição</translation>
</message>
<message>
<source>Category</source>
<translation>Categoria</translation>
</message>
<message>
<source>Amount</source>
<translation>Valor</translation>
</message>
<message>
<source>Status</source>
<translation>Situação</translation>
</message>
<message>
<source>Syncing with the bank…</source>
<translation>Sincronizando com o banco…</translation>
</message>
<message>
<source>{institution} did not accept the details</source>
<translation>{institution} não aceitou os dados</translation>
</message>
<message>
<source>The bank does not know this CPF or the details that were sent.</source>
<translation>O banco não reconhece este CPF ou os dados enviados.</translation>
</message>
<message>
<source>Check them and connect again.</source>
<translation>Confira e conecte de novo.</translation>
</message>
<message>
<source>Wrong code</source>
<translation>Código incorreto</translation>
</message>
<message>
<source>{institution} did not accept the code.</source>
<translation>{institution} não aceitou o código.</translation>
</message>
<message>
<source>Connect again and type the new code the bank sends you.</source>
<translation>Conecte de novo e digite o novo código que o banco enviar.</translation>
</message>
<message>
<source>Your account is locked at {institution}</source>
<translation>A sua conta está bloqueada: {institution}</translation>
</message>
<message>
<source>The bank locked the account, so it shares nothing.</source>
<translation>O banco bloqueou a conta, então não compartilha nada.</translation>
</message>
<message>
<source>Unlock it in the bank's app, then connect again.</source>
<translation>Desbloqueie no aplicativo do banco e conecte de novo.</translation>
</message>
<message>
<source>{institution} asks for a new password</source>
<translation>{institution} pede uma nova senha</translation>
</message>
<message>
<source>The bank wants you to change your password first.</source>
<translation>O banco quer que você troque a senha primeiro.</translation>
</message>
<message>
<source>Change it in the bank's app, then connect again.</source>
<translation>Troque no aplicativo do banco e conecte de novo.</translation>
</message>
<message>
<source>This kind of account cannot be connected</source>
<translation>Este tipo de conta não pode ser conectado</translation>
</message>
<message>
<source>{institution} does not share this kind of account.</source>
<translation>{institution} não compartilha este tipo de conta.</translation>
</message>
<message>
<source>Try another account or institution.</source>
<translation>Tente outra conta ou instituição.</translation>
</message>
<message>
<source>You did not authorise the sharing</source>
<translation>Você não autorizou o compartilhamento</translation>
</message>
<message>
<source>Nothing was shared, and nothing changed at {institution}.</source>
<translation>Nada foi compartilhado, e nada mudou no banco ({institution}).</translation>
</message>
<message>
<source>You can try again whenever you like.</source>
<translation>Você pode tentar de novo quando quiser.</translation>
</message>
<message>
<source>The consent was revoked at the bank</source>
<translation>O consentimento foi revogado no banco</translation>
</message>
<message>
<source>{institution} no longer shares your data. What came before is kept.</source>
<translation>{institution} não compartilha mais os seus dados. O que veio antes está guardado.</translation>
</message>
<message>
<source>Reconnect to share again.</source>
<translation>Reconecte para compartilhar de novo.</translation>
</message>
<message>
<source>The time to authorise ran out</source>
<translation>O tempo para autorizar acabou</translation>
</message>
<message>
<source>The bank's page waits for a limited time only. Nothing was shared.</source>
<translation>A página do banco espera só por um tempo. Nada foi compartilhado.</translation>
</message>
<message>
<source>Try again for a new link.</source>
<translation>Tente de novo para receber um novo link.</translation>
</message>
<message>
<source>You are logged in at the bank elsewhere</source>
<translation>Há outra sessão sua aberta no banco</translation>
</message>
<message>
<source>{institution} allows one session at a time.</source>
<translation>{institution} permite uma sessão por vez.</translation>
</message>
<message>
<source>Log out of the other one, then try again.</source>
<translation>Saia da outra sessão e tente de novo.</translation>
</message>
<message>
<source>{institution} needs something from you</source>
<translation>{institution} precisa de algo de você</translation>
</message>
<message>
<source>Something must be accepted or confirmed in the bank's app or site.</source>
<translation>É preciso aceitar ou confirmar algo no aplicativo ou site do banco.</translation>
</message>
<message>
<source>Do it there, then try again.</source>
<translation>Faça isso lá e tente de novo.</translation>
</message>
<message>
<source>{institution} is not available now</source>
<translation>{institution} está fora do ar agora</translation>
</message>
<message>
<source>The bank's service does not answer. What was fetched before is kept.</source>
<translation>O serviço do banco não responde. O que já foi buscado está guardado.</translation>
</message>
<message>
<source>Try again later.</source>
<translation>Tente mais tarde.</translation>
</message>
<message>
<source>The connection to {institution} failed this time</source>
<translation>A conexão falhou desta vez: {institution}</translation>
</message>
<message>
<source>It is a passing error at Pluggy or at the bank. What was fetched before is kept.</source>
<translation>É um erro temporário na Pluggy ou no banco. O que já foi buscado está guardado.</translation>
</message>
<message>
<source>Try again in a few minutes.</source>
<translation>Tente de novo em alguns minutos.</translation>
</message>
<message>
<source>Automatic updates are off for {institution}</source>
<translation>As atualizações automáticas estão desligadas: {institution}</translation>
</message>
<message>
<source>Pluggy stopped updating this connection.</source>
<translation>A Pluggy parou de atualizar esta conexão.</translation>
</message>
<message>
<source>Reconnect to start it again.</source>
<translation>Reconecte para voltar a atualizar.</translation>
</message>
<message>
<source>Up to date</source>
<translation>Atualizado</translation>
</message>
<message>
<source>Partly up to date</source>
<translation>Atualizado em parte</translation>
</message>
<message>
<source>{institution} did not send everything this time.</source>
<translation>{institution} não enviou tudo desta vez.</translation>
</message>
<message>
<source>What came is kept. The rest is tried again at the next sync.</source>
<translation>O que veio está guardado. O resto será tentado na próxima sincronização.</translation>
</message>
<message>
<source>Waiting for the bank's approval</source>
<translation>Aguardando a liberação do banco</translation>
</message>
<message>
<source>{institution} or a second holder still has to approve.</source>
<translation>{institution} ou um segundo titular ainda precisa aprovar.</translation>
</message>
<message>
<source>It can take about 30 minutes. Nothing to do here.</source>
<translation>Pode levar uns 30 minutos. Não há nada a fazer aqui.</translation>
</message>
<message>
<source>Authorise at {institution}</source>
<translation>Autorize: {institution}</translation>
</message>
<message>
<source>The bank waits for your authorisation in the browser.</source>
<translation>O banco espera a sua autorização no navegador.</translation>
</message>
<message>
<source>Reconnect to open the bank's page again.</source>
<translation>Reconecte para abrir a página do banco de novo.</translation>
</message>
<message>
<source>{institution} asks you something</source>
<translation>{institution} tem uma pergunta para você</translation>
</message>
<message>
<source>The bank needs one more piece of information.</source>
<translation>O banco precisa de mais uma informação.</translation>
</message>
<message>
<source>Reconnect to answer.</source>
<translation>Reconecte para responder.</translation>
</message>
<message>
<source>{institution} waits for you</source>
<translation>{institution} espera por você</translation>
</message>
<message>
<source>Cancelled</source>
<translation>Cancelado</translation>
</message>
<message>
<source>What was complete by then is kept.</source>
<translation>O que já estava completo está guardado.</translation>
</message>
<message>
<source>Something went wrong in the app</source>
<translation>Algo deu errado no aplicativo</translation>
</message>
<message>
<source>This is a defect in Pluggy Desktop, not something you did. Your data is as it was before.</source>
<translation>É um defeito do Pluggy Desktop, não algo que você fez. Os seus dados estão como antes.</translation>
</message>
<message>
<source>Try again. If it stays, the log file has the details.</source>
<translation>Tente de novo. Se continuar, o arquivo de log tem os detalhes.</translation>
</message>
<message>
<source>The tour did not get past “{step}”</source>
<translation>O passeio não passou de “{step}”</translation>
</message>
<message>
<source>The log has the details: run it again with --verbose.</source>
<translation>O log tem os detalhes: execute de novo com --verbose.</translation>
</message>
<message>
<source>The picture {file} could not be written</source>
<translation>Não foi possível gravar a imagem {file}</translation>
</message>
<message>
<source>A folder for this session cannot be made</source>
<translation>Não foi possível criar uma pasta para esta sessão</translation>
</message>
<message>
<source>Nothing was changed.</source>
<translation>Nada foi alterado.</translation>
</message>
<message>
<source>Make room on the disk, or check its permissions, then try again.</source>
<translation>Libere espaço no disco ou confira as permissões e tente de novo.</translation>
</message>
<message>
<source>With “--vault session”, set PLUGGY_CLIENT_ID and PLUGGY_CLIENT_SECRET.</source>
<translation>Com “--vault session”, defina PLUGGY_CLIENT_ID e PLUGGY_CLIENT_SECRET.</translation>
</message>
<message>
<source>The log file cannot be written</source>
<translation>Não foi possível gravar o arquivo de log</translation>
</message>
<message>
<source>--data-dir needs the name of a folder</source>
<translation>--data-dir precisa do nome de uma pasta</translation>
</message>
<message>
<source>This cannot be a data folder: {folder}</source>
<translation>Isto não pode ser uma pasta de dados: {folder}</translation>
</message>
<message>
<source>Nothing was typed</source>
<translation>Nada foi digitado</translation>
</message>
<message>
<source>Pluggy could not be told; the authorisation lapses there by itself.</source>
<translation>Não foi possível avisar a Pluggy; a autorização caduca lá sozinha.</translation>
</message>
<message>
<source>up to date</source>
<translation>em dia</translation>
</message>
<message>
<source>updating</source>
<translation>atualizando</translation>
</message>
<message>
<source>partly up to date</source>
<translation>em dia em parte</translation>
</message>
<message>
<source>needs you</source>
<translation>precisa de você</translation>
</message>
<message>
<source>failed</source>
<translation>falhou</translation>
</message>
<message>
<source>online</source>
<translation>no ar</translation>
</message>
<message>
<source>unstable</source>
<translation>instável</translation>
</message>
<message>
<source>offline</source>
<translation>fora do ar</translation>
</message>
<message>
<source>posted</source>
<translation>confirmada</translation>
</message>
<message>
<source>pending</source>
<translation>pendente</translation>
</message>
<message>
<source>personal</source>
<translation>pessoa física</translation>
</message>
<message>
<source>business</source>
<translation>pessoa jurídica</translation>
</message>
<message>
<source>payment account</source>
<translation>conta de pagamento</translation>
</message>
<message>
<source>investments</source>
<translation>investimentos</translation>
</message>
</context>
</TS>
