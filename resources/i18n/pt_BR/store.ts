<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
<name>store</name>
<message><source>Another program is writing to it.</source><translation>Outro programa está gravando nele.</translation></message>
<message><source>Check the disk and the folder's permissions, then try again.</source><translation>Verifique o disco e as permissões da pasta e tente de novo.</translation></message>
<message><source>Close the other program and try again.</source><translation>Feche o outro programa e tente de novo.</translation></message>
<message><source>Free some space and try again.</source><translation>Libere espaço e tente de novo.</translation></message>
<message><source>It is an ordinary database, not one this app made.</source><translation>É um banco de dados comum, que este aplicativo não criou.</translation></message>
<message><source>Keep a copy, move it out of the folder and connect your banks again.</source><translation>Guarde uma cópia, tire-o da pasta e conecte seus bancos de novo.</translation></message>
<message><source>Move it elsewhere, or choose another folder for your data.</source><translation>Mova-o para outro lugar ou escolha outra pasta para seus dados.</translation></message>
<message><source>Nothing more is saved for it.</source><translation>Nada mais será salvo para ela.</translation></message>
<message><source>Part of it is missing or was changed by something else.</source><translation>Falta uma parte dele, ou outro programa o alterou.</translation></message>
<message><source>The data file could not be read or written</source><translation>Não foi possível ler ou gravar o arquivo de dados</translation></message>
<message><source>The data file is damaged</source><translation>O arquivo de dados está danificado</translation></message>
<message><source>The data file is from a newer version of this app</source><translation>O arquivo de dados é de uma versão mais nova deste aplicativo</translation></message>
<message><source>The data file is in use</source><translation>O arquivo de dados está em uso</translation></message>
<message><source>The data file is not encrypted</source><translation>O arquivo de dados não está criptografado</translation></message>
<message><source>The data file was not made by this app</source><translation>O arquivo de dados não foi criado por este aplicativo</translation></message>
<message><source>The file was left exactly as it is.</source><translation>O arquivo ficou exatamente como estava.</translation></message>
<message><source>The key does not open your data file</source><translation>A chave não abre seu arquivo de dados</translation></message>
<message><source>The key kept on this computer belongs to another file.</source><translation>A chave guardada neste computador é de outro arquivo.</translation></message>
<message><source>There is no space left on the disk</source><translation>Não há mais espaço no disco</translation></message>
<message><source>This account was removed</source><translation>Esta conta foi removida</translation></message>
<message><source>Update the app, then open it again.</source><translation>Atualize o aplicativo e abra-o de novo.</translation></message>
<message><source>Use the computer or user it was made with, or another folder for new data.</source><translation>Use o computador ou o usuário em que ele foi criado, ou outra pasta para dados novos.</translation></message>
<message><source>What was saved before is intact.</source><translation>O que já estava salvo está intacto.</translation></message>
<message><source>Your data file is closed</source><translation>Seu arquivo de dados está fechado</translation></message>
</context>
</TS>
